Attribute VB_Name = "KpiReturn"
Option Explicit
Option Private Module
' What comes back from Python: marks such as "#kpi!N/A" become Excel errors, failures become a sentence.
' Sentences stand in the sheet kpi.help (English in column A, Chinese in column B), for this source is plain ASCII.

Public Const KPI_HELP As String = "kpi.help"
Public Const KPI_NOT_INSTALLED As String = "xlkpi is not installed on this machine: install it, then restart Excel"
Public Const KPI_NOT_STARTED As String = "The calculation service did not start: run xlkpi doctor, or install again. "
Public Const KPI_NO_ANSWER As String = "The calculation service does not answer: save, reopen; if it stays so run xlkpi doctor"
Public Const KPI_ON_A_MAC As String = "Excel for Mac cannot compute this: press recompute"

#If VBA7 Then
    Private Declare PtrSafe Function MessageBox Lib "USER32" Alias "MessageBoxW" (ByVal owner As LongPtr, ByVal text As LongPtr, ByVal title As LongPtr, ByVal style As Long) As Long
#Else
    Private Declare Function MessageBox Lib "USER32" Alias "MessageBoxW" (ByVal owner As Long, ByVal text As Long, ByVal title As Long, ByVal style As Long) As Long
#End If

Public Function KpiIn(ByRef argument As Variant) As Variant
    ' Values go to Python in one piece; a range would be asked from there in about ten calls between processes.
    ' Value, not Value2: dates stay dates and currency stays exact.
    If IsObject(argument) Then
        If argument.Areas.Count > 1 Then
            KpiIn = KpiStacked(argument)
        Else
            KpiIn = argument.Value
        End If
    Else
        KpiIn = argument
    End If
End Function

Private Function KpiStacked(ByVal parts As Object) As Variant
    ' Blocks side by side are one list: their rows below each other, in the order in which they are named.
    ' Pieces of one row are a list that runs to the right, with columns between that do not belong to it.
    Dim part As Object, block As Variant, stacked() As Variant, beside As Boolean
    Dim columns As Long, rows As Long, width As Long, at As Long, i As Long, j As Long
    beside = True
    columns = parts.Areas(1).Columns.Count
    For Each part In parts.Areas
        If part.Rows.Count > 1 Or part.Row <> parts.Areas(1).Row Then beside = False
        rows = rows + part.Rows.Count
        width = width + part.Columns.Count
    Next part
    For Each part In parts.Areas
        If part.Columns.Count <> columns And Not beside Then
            KpiStacked = CVErr(2015)
            Exit Function
        End If
    Next part
    If beside Then
        rows = 1
        columns = width
    End If
    ReDim stacked(1 To rows, 1 To columns)
    For Each part In parts.Areas
        block = part.Value
        For i = 1 To part.Rows.Count
            If Not beside Then at = at + 1
            For j = 1 To part.Columns.Count
                If beside Then
                    at = at + 1
                    If IsArray(block) Then stacked(1, at) = block(i, j) Else stacked(1, at) = block
                Else
                    If IsArray(block) Then stacked(at, j) = block(i, j) Else stacked(at, j) = block
                End If
            Next j
        Next i
    Next part
    KpiStacked = stacked
End Function

Public Function KpiOut(ByRef result As Variant) As Variant
    Dim i As Long, j As Long
    If Not IsArray(result) Then
        KpiOut = KpiCell(result)
        Exit Function
    End If
    If KpiDimensions(result) = 1 Then
        For i = LBound(result) To UBound(result)
            result(i) = KpiCell(result(i))
        Next i
    Else
        For i = LBound(result, 1) To UBound(result, 1)
            For j = LBound(result, 2) To UBound(result, 2)
                result(i, j) = KpiCell(result(i, j))
            Next j
        Next i
    End If
    KpiOut = result
End Function

Public Function KpiCell(ByVal value As Variant) As Variant
    KpiCell = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, 5) <> "#kpi!" Then Exit Function
    Select Case Mid$(value, 6)
        Case "NULL!": KpiCell = CVErr(2000)
        Case "DIV/0!": KpiCell = CVErr(2007)
        Case "VALUE!": KpiCell = CVErr(2015)
        Case "REF!": KpiCell = CVErr(2023)
        Case "NAME?": KpiCell = CVErr(2029)
        Case "NUM!": KpiCell = CVErr(2036)
        Case "N/A": KpiCell = CVErr(2042)
        Case "GETTING_DATA": KpiCell = CVErr(2043)
        Case "SPILL!": KpiCell = CVErr(2045)
        Case "CONNECT!": KpiCell = CVErr(2046)
        Case "BLOCKED!": KpiCell = CVErr(2047)
        Case "UNKNOWN!": KpiCell = CVErr(2048)
        Case "FIELD!": KpiCell = CVErr(2049)
        Case "CALC!": KpiCell = CVErr(2050)
    End Select
End Function

Private Function KpiDimensions(ByRef result As Variant) As Long
    Dim last As Long
    KpiDimensions = 1
    On Error GoTo done
    last = UBound(result, 2)
    KpiDimensions = 2
done:
End Function

Public Function KpiFailed(ByVal reason As String) As String
    #If Mac Then
        KpiFailed = KpiText(KPI_ON_A_MAC)
    #Else
        If InStr(reason, "Could not load xlwings") > 0 Then
            KpiFailed = KpiText(KPI_NOT_INSTALLED)
        ElseIf Left$(reason, Len(KPI_NOT_STARTED)) = KPI_NOT_STARTED Then
            KpiFailed = KpiText(KPI_NOT_STARTED) & Mid$(reason, Len(KPI_NOT_STARTED) + 1)
        Else
            KpiFailed = KpiText(KPI_NO_ANSWER)
        End If
    #End If
End Function

Public Function KpiText(ByVal english As String) As String
    Dim texts As Worksheet, row As Long
    KpiText = english
    On Error GoTo done
    Set texts = ThisWorkbook.Worksheets(KPI_HELP)
    row = 1
    Do While texts.Cells(row, 1).Value <> ""
        If texts.Cells(row, 1).Value = english Then
            KpiText = texts.Cells(row, 2).Value
            Exit Function
        End If
        row = row + 1
    Loop
done:
End Function

Public Sub KpiTell(ByVal text As String, ByVal style As Long, ByVal title As String)
    ' Asked of Windows in Unicode: MsgBox goes through the machine's code page, and shows Chinese as ??? where that has none.
    #If Mac Then
        MsgBox text, style, title
    #Else
        MessageBox Application.Hwnd, StrPtr(text), StrPtr(title), style
    #End If
End Sub
