/* Calls that Swift's Glibc module does not have, because they are variadic or newer than it. */
#ifndef WMSYNC_CLINUX_H
#define WMSYNC_CLINUX_H
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

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

/* Opens for reading what lies below an open folder; fails with EXDEV where a link leads out of
   it, with ENOSYS or EPERM where the system does not have the call. */
static inline int wmsync_open_beneath(int folder, const char *path, int flags) {
  struct {
    unsigned long long flags, mode, resolve;
  } how = {(unsigned int)flags, 0, 0x08 /* beneath */ | 0x02 /* no magic links */};
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* Whether somebody has the file open for writing; the system tells by refusing a read lease.
   Where it gives no leases, nobody is seen. The signal of a lease that is broken in between is
   one that nobody minds. */
static inline int wmsync_has_writer(int file) {
  enum { set_signal = 10, set_lease = 1024, read_lease = 0, no_lease = 2, signal_urgent = 23 };
  (void)syscall(SYS_fcntl, file, set_signal, signal_urgent);
  if (syscall(SYS_fcntl, file, set_lease, read_lease) == 0) {
    (void)syscall(SYS_fcntl, file, set_lease, no_lease);
    return 0;
  }
  return errno == EAGAIN;
}

/* Lets two names of open folders change places in one step. */
static inline int wmsync_rename_exchange(
    int one_folder, const char *one_name, int other_folder, const char *other_name) {
  return (int)syscall(SYS_renameat2, one_folder, one_name, other_folder, other_name, 2u);
}
#endif
