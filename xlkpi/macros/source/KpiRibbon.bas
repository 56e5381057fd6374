Attribute VB_Name = "KpiRibbon"
Option Explicit
' The ribbon tab of the add-in: the same verbs for the workbook in front, whichever it is.

Public Const KPI_NO_WORKBOOK As String = "No workbook is open for editing: open an appraisal workbook, and press Enable Editing above it"
Public Const KPI_RESTARTED As String = "The calculation service was restarted"
Public Const KPI_NO_FUNCTIONS As String = "This workbook has no KPI functions: formulas with them show #NAME? here"
Public Const KPI_MANUAL As String = "How to use xlkpi: buttons check, collect, recompute, explain, sign, finalize"

Private busy As Boolean

Public Sub KpiRibbonCheck(control As Object)
    KpiRibbonRun "check"
End Sub

Public Sub KpiRibbonCollect(control As Object)
    KpiRibbonRun "collect"
End Sub

Public Sub KpiRibbonRecompute(control As Object)
    KpiRibbonRun "recompute"
End Sub

Public Sub KpiRibbonExplain(control As Object)
    KpiRibbonRun "explain"
End Sub

Public Sub KpiRibbonSign(control As Object)
    KpiRibbonRun "sign"
End Sub

Public Sub KpiRibbonFinalize(control As Object)
    KpiRibbonRun "finalize"
End Sub

Public Sub KpiRibbonAdopt(control As Object)
    KpiRibbonRun "adopt"
End Sub

Public Sub KpiRibbonDoctor(control As Object)
    KpiRibbonRun "doctor"
End Sub

Public Sub KpiRibbonInsert(control As Object)
    ' Functions live in the workbook, so that it computes on every machine: one without them can only be told so.
    Dim ready As Boolean
    If ActiveWorkbook Is Nothing Then
        KpiTell KpiText(KPI_NO_WORKBOOK), vbExclamation, "xlkpi"
        Exit Sub
    End If
    On Error Resume Next
    ready = ActiveSheet.Evaluate("KPI_READY()") ' not by the workbook's name, which may hold brackets
    If ready Then
        Application.Dialogs(450).Show
    Else
        KpiTell KpiText(KPI_NO_FUNCTIONS), vbExclamation, "xlkpi"
    End If
End Sub

Public Sub KpiRibbonHelp(control As Object)
    KpiTell KpiText(KPI_MANUAL), vbInformation, "xlkpi"
End Sub

Public Sub KpiRibbonRestart(control As Object)
    On Error GoTo failed
    #If Mac Then
        KpiTell KpiText(KPI_ON_A_MAC), vbInformation, "xlkpi"
    #Else
        KillPy
        KpiForgiveAll
        XLPy.Module "udfs.functions"
        KpiRibbonRecalculate
        KpiTell KpiText(KPI_RESTARTED), vbInformation, "xlkpi"
    #End If
    Exit Sub
failed:
    KpiTell KpiFailed(Err.Description), vbExclamation, "xlkpi"
End Sub

Private Sub KpiForgiveAll()
    ' Every workbook remembers a failed start on its own; those without our macros have nothing to forget.
    Dim book As Workbook
    On Error Resume Next
    For Each book In Application.Workbooks
        Application.Run "'" & Replace(book.Name, "'", "''") & "'!KpiForgive"
    Next book
End Sub

Public Sub KpiRibbonRun(ByVal verb As String)
    Dim mode As Long, reason As String
    If busy Then Exit Sub
    If ActiveWorkbook Is Nothing Then
        KpiTell KpiText(KPI_NO_WORKBOOK), vbExclamation, "xlkpi"
        Exit Sub
    End If
    busy = True
    On Error GoTo failed
    mode = Application.Calculation
    #If Mac Then
        RunPython "import udfs.buttons; udfs.buttons." & verb & "()"
    #Else
        If verb = "recompute" Or verb = "sign" Or verb = "finalize" Then KpiRibbonRecalculate
        Application.Calculation = xlCalculationManual
        RunPython "import udfs.buttons; udfs.buttons." & verb & "()"
        Application.Calculation = mode
        If verb = "collect" Or verb = "sign" Then Application.Calculate
        RunPython "import udfs.buttons; udfs.buttons.report()"
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
    KpiTell KpiFailed(reason), vbExclamation, "xlkpi"
    busy = False
End Sub

Private Sub KpiRibbonRecalculate()
    Dim sheet As Worksheet, mode As Long
    On Error Resume Next
    If ActiveWorkbook Is Nothing Then Exit Sub
    mode = Application.Calculation
    Application.Calculation = xlCalculationManual
    For Each sheet In ActiveWorkbook.Worksheets
        sheet.EnableCalculation = False
        sheet.EnableCalculation = True
        sheet.UsedRange.Dirty
    Next sheet
    Application.Calculate
    Application.Calculation = mode
End Sub
