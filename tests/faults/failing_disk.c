/* Makes the disk fail under a database: loaded before libc, reads and writes of files whose path contains
   FAILING_FILE give EIO while the file FAILING_WHILE exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(int descriptor, off_t offset) {
    const char *part = getenv("FAILING_FILE"), *flag = getenv("FAILING_WHILE"), *from = getenv("FAILING_FROM");
    char link[64], path[4096];
    if (!part || !flag || access(flag, F_OK) != 0 || offset < (from ? atol(from) : 0)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, part) != NULL;
}

#define DOOR(name, kind, buffer, offset_type)                                                   \
    ssize_t name(int descriptor, buffer where, size_t count, offset_type offset) {              \
        static ssize_t (*real)(int, buffer, size_t, offset_type);                               \
        if (!real) real = dlsym(RTLD_NEXT, #name);                                              \
        if (fails(descriptor, offset)) { errno = EIO; return -1; }                              \
        return real(descriptor, where, count, offset);                                          \
    }

DOOR(pread, read, void *, off_t)
DOOR(pread64, read, void *, off64_t)
DOOR(pwrite, write, const void *, off_t)
DOOR(pwrite64, write, const void *, off64_t)
