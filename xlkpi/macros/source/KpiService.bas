Attribute VB_Name = "KpiService"
Option Explicit
Option Private Module
' The calculation service: started, found again, and left alone for a while after a failure.
' What is started is the installation's own file in a fixed folder of the user's profile, which Windows lets nobody
' else write to. Nothing that a workbook or a folder holds has a part in it.

#If VBA7 Then
    #If Win64 Then
        Private Const KPI_DLL As String = "xlwings64-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    #Else
        Private Const KPI_DLL As String = "xlwings32-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    #End If
    Private Declare PtrSafe Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr
    Private Declare PtrSafe Function GetEnvironmentVariable Lib "KERNEL32" Alias "GetEnvironmentVariableW" (ByVal name As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long
    Private Declare PtrSafe Function GetShortPathName Lib "KERNEL32" Alias "GetShortPathNameW" (ByVal path As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long
#Else
    Private Const KPI_DLL As String = "xlwings32-0.37.8.dll"
    Private Declare Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    Private Declare Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryW" (ByVal path As Long) As Long
    Private Declare Function GetEnvironmentVariable Lib "KERNEL32" Alias "GetEnvironmentVariableW" (ByVal name As Long, ByVal buffer As Long, ByVal size As Long) As Long
    Private Declare Function GetShortPathName Lib "KERNEL32" Alias "GetShortPathNameW" (ByVal path As Long, ByVal buffer As Long, ByVal size As Long) As Long
#End If

Private Const KPI_FAILURE As Long = 1000
Private Const KPI_PAUSE As Double = 60# / 86400#
Private Const KPI_AT_ONCE As Double = 1.5 / 86400#
Private Const KPI_ATTEMPTS As Long = 5

Private quietUntil As Double
Private quietReason As String
Private turn As Long

Public Function XLPy() As Variant
    ' After a failed start the same answer for a minute: a workbook asks a dozen blocks, and each start takes seconds.
    Dim service As Variant, reason As String, started As Double, refused As Long, attempt As Long
    If CDbl(Now) < quietUntil Then Err.Raise KPI_FAILURE, Description:=quietReason
    On Error GoTo failed
    started = CDbl(Now)
    KpiLoad
    For attempt = 1 To KPI_ATTEMPTS
        ' A service that was killed may still be listed under its number, and found dead at once: the DLL gives another
        ' command a number of its own.
        refused = XLPyDLLActivateAuto(service, KpiCommand(), 1)
        If refused = 0 Or CDbl(Now) - started > KPI_AT_ONCE Then Exit For
        turn = turn + 1
    Next attempt
    If refused <> 0 Then Err.Raise KPI_FAILURE, Description:=KPI_NOT_STARTED & KpiCause(started)
    Set XLPy = service
    Exit Function
failed:
    reason = Err.Description
    turn = 0
    quietReason = reason
    quietUntil = CDbl(Now) + KPI_PAUSE
    Err.Raise KPI_FAILURE, Description:=reason
End Function

Public Sub KillPy()
    Dim unused As Variant
    KpiForgive
    KpiLoad
    If XLPyDLLActivateAuto(unused, KpiCommand(), -1) <> 0 Then Err.Raise KPI_FAILURE, Description:=KPI_NOT_STARTED
End Sub

Public Sub KpiForgive()
    ' The next formula may try to start the service again.
    quietUntil = 0
    quietReason = ""
    turn = 0
End Sub

Public Function KpiFolder() As String
    ' Asked of Windows in Unicode: Environ puts question marks for a name that the code page lacks.
    Dim buffer As String, length As Long
    buffer = String$(512, vbNullChar)
    length = GetEnvironmentVariable(StrPtr("LOCALAPPDATA"), StrPtr(buffer), 512)
    KpiFolder = Left$(buffer, length) & "\xlkpi"
End Function

Private Function KpiShort(ByVal path As String) As String
    Dim buffer As String
    buffer = String$(512, vbNullChar)
    KpiShort = Left$(buffer, GetShortPathName(StrPtr(path), StrPtr(buffer), 512))
End Function

Private Function KpiPlain(ByVal text As String) As Boolean
    Dim i As Long
    For i = 1 To Len(text)
        If AscW(Mid$(text, i, 1)) < 32 Or AscW(Mid$(text, i, 1)) > 126 Then Exit Function
    Next i
    KpiPlain = True
End Function

Private Function KpiCommand() As String
    ' cmd itself puts in the folder, so the line stays ASCII. But the DLL hands on names in the machine's code page: one
    ' that lacks the user's characters has question marks for them, and there Windows' short name of the folder stands in.
    ' The path of cmd is spelled out, for Windows would take a cmd.exe of the current folder first. /D: no AutoRun of the
    ' user's. /C: it ends with Python, and the DLL, which waits for it, hears at once of a Python that did not start.
    Dim folder As String, brief As String
    folder = "%LOCALAPPDATA%\xlkpi"
    If Not KpiPlain(KpiFolder()) Then
        brief = KpiShort(KpiFolder())
        If brief <> "" And KpiPlain(brief) Then folder = brief
    End If
    KpiCommand = Environ("SystemRoot") & "\System32\cmd.exe /D " & Space$(turn) & "/C """"" & folder & "\service.cmd"" $(CLSID)"""
End Function

Private Sub KpiLoad()
    ' The Declare of the DLL has no path: it finds the one that is loaded already.
    If LoadLibrary(StrPtr(KpiFolder() & "\python\" & KPI_DLL)) = 0 Then
        Err.Raise KPI_FAILURE, Description:="Could not load " & KPI_DLL
    End If
End Sub

Private Function KpiCause(ByVal started As Double) As String
    ' The last line Python wrote when it did not start, where there is one and this start wrote it.
    Dim path As String, brief As String, file As Integer, row As String, last As String
    On Error GoTo done
    path = KpiFolder() & "\service.log"
    If Not KpiPlain(path) Then ' Open takes no name that the machine's code page lacks
        brief = KpiShort(path)
        If brief <> "" Then path = brief
    End If
    If CDbl(FileDateTime(path)) < started - 2# / 86400# Then Exit Function
    file = FreeFile
    Open path For Input As #file
    Do While Not EOF(file)
        Line Input #file, row
        row = KpiLastLine(row)
        If row <> "" Then last = row
    Loop
    If KpiPlain(last) Then KpiCause = Left$(last, 120)
done:
    On Error Resume Next
    If file > 0 Then Close #file
End Function

Public Function KpiLastLine(ByVal text As String) As String
    ' What Python says before it is up ends in LF alone, which is no end of a line for VBA.
    Dim lines() As String, i As Long
    lines = Split(text, vbLf)
    For i = 0 To UBound(lines)
        If Trim$(lines(i)) <> "" Then KpiLastLine = Trim$(lines(i))
    Next i
End Function
