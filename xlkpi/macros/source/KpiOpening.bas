Attribute VB_Name = "KpiOpening"
Option Explicit
' What happens when the workbook opens: texts for the function wizard, the calculation service, one recalculation.

Public Function KPI_READY() As Boolean
    ' A conditional format hides the words "macros are off" where this function can be called.
    ' It must not stand in the add-in too: cells of a workbook whose macros are off would find it there.
    KPI_READY = True
End Function

Public Sub KpiOpen()
    On Error Resume Next
    KpiDescribe
    #If Mac Then
    #Else
        KpiForgive
        If KpiStarted() Then KpiRecalculate
    #End If
    ThisWorkbook.Saved = True
End Sub

Public Function KpiStarted() As Boolean
    ' The first call starts Python and loads the functions; later ones find them there.
    On Error GoTo failed
    XLPy.Module "udfs.functions"
    KpiStarted = True
    Exit Function
failed:
    KpiStarted = False
End Function

Public Sub KpiRecalculate()
    ' Cells that were asked before the service was up are asked once more, all of them in one calculation.
    ' EnableCalculation marks the formulas of any sheet, Dirty those of the sheet in front in every release.
    Dim sheet As Worksheet, mode As Long
    On Error Resume Next
    mode = Application.Calculation
    Application.Calculation = xlCalculationManual
    For Each sheet In ThisWorkbook.Worksheets
        sheet.EnableCalculation = False
        sheet.EnableCalculation = True
        sheet.UsedRange.Dirty
    Next sheet
    Application.Calculate
    Application.Calculation = mode
End Sub

Public Sub KpiDescribe()
    ' Rows of kpi.help whose third column is filled: name, description, category, one text per argument.
    Dim help As Worksheet, row As Long, count As Long, column As Long, texts() As String
    On Error Resume Next
    Set help = ThisWorkbook.Worksheets(KPI_HELP)
    If help Is Nothing Then Exit Sub
    row = 1
    Do While help.Cells(row, 1).Value <> ""
        If help.Cells(row, 3).Value <> "" Then
            count = 0
            Do While help.Cells(row, 4 + count).Value <> ""
                count = count + 1
            Loop
            ReDim texts(1 To count)
            For column = 1 To count
                texts(column) = help.Cells(row, 3 + column).Value
            Next column
            Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & help.Cells(row, 1).Value, _
                Description:=help.Cells(row, 2).Value, Category:=help.Cells(row, 3).Value, ArgumentDescriptions:=texts
        End If
        row = row + 1
    Loop
End Sub
