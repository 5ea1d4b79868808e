/* Stand-in for Windows 10's icuuc.dll, for tests under Wine only: there is no converter for any code page.
 *
 * On x86-64 Windows a caller cleans up its own arguments, so a function may be declared with those it looks at alone.
 * The place of the error code differs from function to function; only ucnv_open is asked before the others are, and
 * without a converter Qt asks no more. */
#include <stddef.h>
#include <stdint.h>

#define API __declspec(dllexport)
#define FILE_ACCESS_ERROR 4
#define DOES_NOTHING(name) API void name(void) {}
#define HAS_NONE(name) API void *name(void) { return NULL; }
#define HAS_ZERO(name) API int32_t name(void) { return 0; }

API void *ucnv_open(const char *name, int *error)
{
    (void)name;
    if (error)
        *error = FILE_ACCESS_ERROR;
    return NULL;
}

API const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name, (void)standard;
    if (error)
        *error = FILE_ACCESS_ERROR;
    return NULL;
}

DOES_NOTHING(ucnv_close)
DOES_NOTHING(ucnv_reset)
DOES_NOTHING(ucnv_getToUCallBack)
DOES_NOTHING(ucnv_getFromUCallBack)
DOES_NOTHING(ucnv_setToUCallBack)
DOES_NOTHING(ucnv_setFromUCallBack)
DOES_NOTHING(ucnv_cbToUWriteUChars)
DOES_NOTHING(ucnv_cbFromUWriteUChars)
DOES_NOTHING(ucnv_toUnicode)
DOES_NOTHING(ucnv_fromUnicode)
DOES_NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
DOES_NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
HAS_NONE(ucnv_getName)
HAS_NONE(ucnv_getAvailableName)
HAS_ZERO(ucnv_getMaxCharSize)
HAS_ZERO(ucnv_toUCountPending)
HAS_ZERO(ucnv_fromUCountPending)
HAS_ZERO(ucnv_countAvailable)
