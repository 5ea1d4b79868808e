/* Stand-in for mscms.dll, for tests under Wine only: no screen has a colour profile, and Qt then takes sRGB. */
#include <windows.h>

#define API __declspec(dllexport)

static void *none(void)
{
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}

API HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD sharing, DWORD creation)
{
    (void)profile, (void)access, (void)sharing, (void)creation;
    return none();
}

API HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options)
{
    (void)profile, (void)options;
    return none();
}

API BOOL WINAPI CloseColorProfile(HANDLE profile)
{
    (void)profile;
    return TRUE;
}

API BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *size)
{
    (void)profile, (void)bytes;
    if (size)
        *size = 0;
    none();
    return FALSE;
}
