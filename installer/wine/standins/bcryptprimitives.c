/* Stand-in for Windows 10's bcryptprimitives.dll, for tests under Wine only: random bytes, of the kind that Wine has. */
#include <windows.h>

#define LARGEST_AT_ONCE 0x10000000

BOOLEAN NTAPI SystemFunction036(void *buffer, ULONG length); /* RtlGenRandom of advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *buffer, SIZE_T length)
{
    while (length > 0) {
        ULONG now = length > LARGEST_AT_ONCE ? LARGEST_AT_ONCE : (ULONG)length;
        if (!SystemFunction036(buffer, now))
            return FALSE;
        buffer += now;
        length -= now;
    }
    return TRUE;
}
