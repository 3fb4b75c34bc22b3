/* Calls that Swift's Glibc module does not have, because they are variadic or newer than it. */
#ifndef WMSYNC_CLINUX_H
#define WMSYNC_CLINUX_H
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Renames within two open folders; fails with EEXIST where the new name is taken. */
static inline int wmsync_rename_noreplace(
    int old_folder, const char *old_name, int new_folder, const char *new_name) {
  return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, 1u);
}

/* The number that the kernel gives the kind of file system that holds a path; -1 with errno. */
static inline long long wmsync_file_system_magic(const char *path) {
  struct statfs system;
  return statfs(path, &system) == 0 ? (long long)(system.f_type & 0xFFFFFFFF) : -1;
}
#endif
