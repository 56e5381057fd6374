Attribute VB_Name = "KpiButtons"
Option Explicit
' The buttons. Python does the work; formulas are calculated from here, when Python is done, never from inside it.

Private busy As Boolean

Public Sub KpiCheck()
    KpiRun "check"
End Sub

Public Sub KpiCollect()
    KpiRun "collect"
End Sub

Public Sub KpiRecompute()
    KpiRun "recompute"
End Sub

Public Sub KpiExplain()
    KpiRun "explain"
End Sub

Public Sub KpiFinalize()
    KpiRun "finalize"
End Sub

Public Sub KpiSign()
    KpiRun "sign"
End Sub

Public Sub KpiSort()
    KpiRun "sort"
End Sub

Public Sub KpiAdd()
    KpiRun "add"
End Sub

Public Sub KpiRemove()
    KpiRun "remove"
End Sub

Public Sub KpiRollUp()
    KpiRun "roll_up"
End Sub

Public Sub KpiUndo()
    KpiRun "undo"
End Sub

Public Sub KpiRun(ByVal verb As String)
    Dim mode As Long, reason As String
    If busy Then Exit Sub
    busy = True
    On Error GoTo failed
    mode = Application.Calculation
    #If Mac Then
        RunPython "import udfs.buttons; udfs.buttons." & verb & "()"
    #Else
        ' Not on a Mac: there Python computes the file, and formulas that are asked lose the results they show.
        If verb = "recompute" Or verb = "sign" Or verb = "finalize" Then KpiRecalculate
        Application.Calculation = xlCalculationManual
        RunPython "import udfs.buttons; udfs.buttons." & verb & "()"
        Application.Calculation = mode
        If KpiWrites(verb) Or verb = "undo" Or verb = "sign" Then Application.Calculate
        RunPython "import udfs.buttons; udfs.buttons.report()"
        If KpiWrites(verb) Then KpiOfferUndo
    #End If
    busy = False
    Exit Sub
failed:
    reason = Err.Description
    Resume tidy
tidy:
    ' Whatever happened, Excel is left as the user had it.
    On Error Resume Next
    Application.Calculation = mode
    Application.StatusBar = False
    Application.ScreenUpdating = True
    KpiTell KpiFailed(reason), vbExclamation, ThisWorkbook.Name
    busy = False
End Sub

Private Function KpiWrites(ByVal verb As String) As Boolean
    KpiWrites = (verb = "collect" Or verb = "sort" Or verb = "add" Or verb = "remove")
End Function

Private Sub KpiOfferUndo()
    ' Must be the last thing that happens: whatever a macro changes empties the list of Undo.
    On Error Resume Next
    Application.OnUndo KpiText("Undo the last button"), "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!KpiUndo"
End Sub
