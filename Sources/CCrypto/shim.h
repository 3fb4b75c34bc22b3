/* SHA-256 of OpenSSL.

   Its newer calls for any hash read the configuration of the system when they are first used and
   may lack memory in the middle of a file; these do neither, which is why they are still used. */
#ifndef WMSYNC_CCRYPTO_H
#define WMSYNC_CCRYPTO_H
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#endif
