; Installs Nämndsekr for one person, without administrator rights (with MACHINE: for everyone on the computer).
; Names, version, file types and the list of files come from the header that nsis.py writes; here is only what is done.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include "${HEADER}"

Name "${TITLE}"
OutFile "${OUT}"
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all
BrandingText "${TITLE} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
CRCCheck on

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "FileDescription" "Installationsprogram för ${TITLE}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "${PUBLISHER}"

!ifdef MACHINE
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\${APP}"
  !define ROOT HKLM
  !define CONTEXT all
!else
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\${APP}"
  !define ROOT HKCU
  !define CONTEXT current
!endif
!define APP_KEY "Software\${APP}"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
InstallDirRegKey ${ROOT} "${APP_KEY}" "InstallDir"

!define MUI_ICON "${PAYLOAD}/${ICON}"
!define MUI_UNICON "${PAYLOAD}/${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m ${APP}"
!define MUI_FINISHPAGE_RUN_TEXT "Starta ${TITLE}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Swedish"

; Ends with this code. Whoever installs by hand is told why; a silent run has only the code.
!macro Refuse WORDS CODE
  IfSilent +2
    MessageBox MB_OK|MB_ICONEXCLAMATION "${WORDS}"
  SetErrorLevel ${CODE}
  Quit
!macroend

; Nothing is changed under a running program, and it is never ended: somebody may be writing in it. Any answer but
; «there is no such mark» means that it runs, in this session or in another person's.
!macro CheckOneMark NAME
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${NAME}") p .r0 ?e'
  Pop $1
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    StrCpy $R9 1
  ${ElseIf} $1 <> 2
    StrCpy $R9 1
  ${EndIf}
!macroend

!macro CheckRunning un
Function ${un}CheckRunning
  StrCpy $R9 0
  !insertmacro CheckOneMark "${MARK_IN_SESSION}"
  !insertmacro CheckOneMark "${MARK_ON_MACHINE}"
  ${If} $R9 == 1
    !insertmacro Refuse "${TITLE} är öppet. Stäng programmet och försök igen." ${CODE_RUNNING}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro CheckRunning ""
!insertmacro CheckRunning "un."

!ifndef MACHINE
; IT may want one installation for all: «per_anvandare = false» under [installation], or the word in [funktioner] av.
Function CheckPolicy
  ReadEnvStr $0 ProgramData
  ${If} $0 == ""
    Return
  ${EndIf}
  ClearErrors
  FileOpen $1 "$0\${APP}\policy.toml" r
  ${If} ${Errors}
    Return
  ${EndIf}
  StrCpy $R8 0    ; forbidden
  StrCpy $R7 0    ; within the list of functions that are off
  next:
    ClearErrors
    FileRead $1 $2
    ${If} ${Errors}
      Goto done
    ${EndIf}
    Call PolicyLine
    Goto next
  done:
  FileClose $1
  ${If} $R8 == 1
    !insertmacro Refuse "It-avdelningen har bestämt att ${TITLE} installeras för hela datorn. Be dem om ${MACHINE_PRODUCT}." ${CODE_FAILED}
  ${EndIf}
FunctionEnd

; Looks at the line in $2: blanks away, nothing of a comment counts.
Function PolicyLine
  StrCpy $3 ""    ; the line without blanks, up to a comment
  StrCpy $4 0
  each:
    StrCpy $5 $2 1 $4
    ${If} $5 == ""
    ${OrIf} $5 == "#"
    ${OrIf} $5 == "$\r"
    ${OrIf} $5 == "$\n"
      Goto whole
    ${EndIf}
    ${If} $5 != " "
    ${AndIf} $5 != "$\t"
      StrCpy $3 "$3$5"
    ${EndIf}
    IntOp $4 $4 + 1
    Goto each
  whole:
  ${If} $3 == "per_anvandare=false"
    StrCpy $R8 1
  ${EndIf}
  StrCpy $5 $3 4
  ${If} $5 == "av=["
    StrCpy $R7 1
  ${EndIf}
  ${If} $R7 == 1
    StrCpy $4 0
    search:
      StrCpy $5 $3 15 $4
      ${If} $5 == ""
        Goto searched
      ${EndIf}
      ${If} $5 == '"per_anvandare"'
      ${OrIf} $5 == "'per_anvandare'"
        StrCpy $R8 1
      ${EndIf}
      StrCpy $5 $5 1
      ${If} $5 == "]"
        StrCpy $R7 0
      ${EndIf}
      IntOp $4 $4 + 1
      Goto search
    searched:
  ${EndIf}
FunctionEnd
!endif

; What a newer version has made of the database an older one may not know. Whoever wants the older takes the newer away.
Function CheckOlder
  ReadRegStr $0 ${ROOT} "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $1 == 1
    !insertmacro Refuse "En nyare version av ${TITLE} ($0) är redan installerad. Ta bort den först, om det är den här du vill ha." ${CODE_FAILED}
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  SetShellVarContext ${CONTEXT}
  !ifndef MACHINE
    Call CheckPolicy
  !endif
  Call CheckOlder
  Call CheckRunning
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext ${CONTEXT}
  Call un.CheckRunning
FunctionEnd

!macro Associate EXTENSION PROG_ID WORDS
  WriteRegStr ${ROOT} "Software\Classes\${PROG_ID}" "" "${WORDS}"
  WriteRegStr ${ROOT} "Software\Classes\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${ICON},0"
  WriteRegStr ${ROOT} "Software\Classes\${PROG_ID}\shell\open\command" "" '"$INSTDIR\pythonw.exe" -m ${APP} "%1"'
  WriteRegStr ${ROOT} "Software\Classes\${EXTENSION}\OpenWithProgids" "${PROG_ID}" ""
  ReadRegStr $0 ${ROOT} "Software\Classes\${EXTENSION}" ""
  ${If} $0 == ""    ; what somebody has chosen already is left alone
    WriteRegStr ${ROOT} "Software\Classes\${EXTENSION}" "" "${PROG_ID}"
  ${EndIf}
!macroend

!macro Dissociate EXTENSION PROG_ID WORDS
  ReadRegStr $0 ${ROOT} "Software\Classes\${EXTENSION}" ""
  ${If} $0 == "${PROG_ID}"
    DeleteRegValue ${ROOT} "Software\Classes\${EXTENSION}" ""
  ${EndIf}
  DeleteRegValue ${ROOT} "Software\Classes\${EXTENSION}\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty ${ROOT} "Software\Classes\${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty ${ROOT} "Software\Classes\${EXTENSION}"
  DeleteRegKey ${ROOT} "Software\Classes\${PROG_ID}"
!macroend

!define SHELL_TOLD "System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'"

; A program file that cannot be written to is in use, by whatever it may be (a virus scanner, another's session). The
; old version is then left whole: taken away in part it could neither run nor be taken away.
!macro CheckFree FILE
  ${If} ${FileExists} "$R0\${FILE}"
    ClearErrors
    FileOpen $0 "$R0\${FILE}" a
    ${If} ${Errors}
      !insertmacro Refuse "${FILE} i $R0 används. Stäng ${TITLE} och försök igen." ${CODE_RUNNING}
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Program"
  ; An older version goes first, by its own list: a module that it alone had would go on being found.
  ReadRegStr $R0 ${ROOT} "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    !insertmacro CheckFree "python.exe"
    !insertmacro CheckFree "pythonw.exe"
    InitPluginsDir
    CopyFiles /SILENT "$R0\uninstall.exe" "$PLUGINSDIR\old.exe"
    ExecWait '"$PLUGINSDIR\old.exe" /S _?=$R0' $R1
    ${If} $R1 <> 0
      !insertmacro Refuse "Den tidigare versionen gick inte att ta bort (kod $R1)." $R1
    ${EndIf}
    Delete "$R0\uninstall.exe"
    RMDir "$R0"
  ${EndIf}

  ; The way out comes before the files: what stops halfway can be installed again in its place, or taken away.
  SetOverwrite on
  ClearErrors
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro Refuse "Det gick inte att skriva i $INSTDIR." ${CODE_FAILED}
  ${EndIf}
  WriteRegStr ${ROOT} "${APP_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${ICON}"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD ${ROOT} "${UNINSTALL_KEY}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegDWORD ${ROOT} "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD ${ROOT} "${UNINSTALL_KEY}" "NoRepair" 1

  ClearErrors
  !insertmacro InstallFiles
  ${If} ${Errors}
    !insertmacro Refuse "Alla filer gick inte att skriva i $INSTDIR." ${CODE_FAILED}
  ${EndIf}

  SetOutPath "$INSTDIR"    ; the shortcut's own folder
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\pythonw.exe" "-m ${APP}" "$INSTDIR\${ICON}" 0 SW_SHOWNORMAL "" "${TITLE}"
  !insertmacro FileTypes Associate
  ${SHELL_TOLD}
  ; The version last: whoever asks for it, as SCCM and Intune do, finds it only where everything is in place.
  WriteRegStr ${ROOT} "${APP_KEY}" "Version" "${VERSION}"
  WriteRegStr ${ROOT} "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  SetErrorLevel ${CODE_DONE}
SectionEnd

Section "Uninstall"
  ; Only what was installed, by name: somebody may have chosen a folder with files of their own. The data lies elsewhere.
  !insertmacro UninstallFiles
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  !insertmacro FileTypes Dissociate
  DeleteRegKey ${ROOT} "${UNINSTALL_KEY}"
  DeleteRegKey ${ROOT} "${APP_KEY}"
  ${SHELL_TOLD}
SectionEnd
