/*
 * What a token gives a C program that makes the C_ calls of Claviger's paths and nothing else:
 * the measure for "claviger bench token". It is built when that command runs:
 *
 *   cc -O2 -o token-bench token-bench.c -ldl -lpthread
 *   token-bench LIBRARY ENTRY
 *
 * It reads lines and answers each with one: "ok …", or "failed CALL CKR". Byte strings are in
 * hexadecimal, "-" is an empty one, numbers are decimal. The first line opens the token; no
 * argument holds the PIN, for those can be read by others.
 *
 *   open LABEL PIN MODULE-ARGUMENTS
 *   sign MECHANISM KEY DATA LENGTH                        C_SignInit, C_Sign
 *   digest MECHANISM KEY PEER LENGTH HASH START HASHLEN   C_DeriveKey, C_DigestInit, C_DigestUpdate,
 *                                                         C_DigestKey, C_DigestFinal, C_DestroyObject
 *   raw MECHANISM KEY PEER LENGTH                         C_DeriveKey, C_GetAttributeValue,
 *                                                         C_DestroyObject
 *   run THREADS MILLISECONDS                              "ok DONE NANOSECONDS CPU-NANOSECONDS",
 *                                                       the first of all threads together, the
 *                                                       second of one of them on average
 *
 * The second, third and fourth do the operation once, answer "ok CALLS RESULT", and make it the
 * one that "run" repeats, on a session for each thread.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The few declarations of PKCS#11 2.40 that are needed; a Unix ABI is taken for granted. */
typedef unsigned char byte;
typedef unsigned long ulong;

typedef struct { ulong type; void *value; ulong length; } attribute;
typedef struct { ulong type; void *parameter; ulong length; } mechanism;
typedef struct { ulong kdf; ulong shared_length; byte *shared; ulong public_length; byte *public_data; } ecdh;
typedef struct { void *mutexes[4]; ulong flags; char *parameters; void *reserved; } initialize_args;
typedef struct { byte label[32]; byte rest[512]; } token_info;

enum {
  C_INITIALIZE = 0, C_GET_SLOT_LIST = 4, C_GET_TOKEN_INFO = 6, C_OPEN_SESSION = 12, C_LOGIN = 18,
  C_DESTROY_OBJECT = 22, C_GET_ATTRIBUTE_VALUE = 24, C_FIND_OBJECTS_INIT = 26, C_FIND_OBJECTS = 27,
  C_FIND_OBJECTS_FINAL = 28, C_DIGEST_INIT = 37, C_DIGEST_UPDATE = 39, C_DIGEST_KEY = 40,
  C_DIGEST_FINAL = 41, C_SIGN_INIT = 42, C_SIGN = 43, C_DERIVE_KEY = 62, FUNCTIONS = 68
};

enum { CKA_CLASS = 0x0, CKA_TOKEN = 0x1, CKA_VALUE = 0x11, CKA_KEY_TYPE = 0x100, CKA_ID = 0x102,
       CKA_SENSITIVE = 0x103, CKA_VALUE_LEN = 0x161, CKA_EXTRACTABLE = 0x162 };
enum { CKO_PRIVATE_KEY = 3, CKO_SECRET_KEY = 4, CKK_GENERIC_SECRET = 0x10, CKD_NULL = 1,
       CKU_USER = 1, CKF_OS_LOCKING_OK = 2, CKF_SERIAL_RW = 6 };
enum { CKR_OK = 0, CKR_USER_ALREADY_LOGGED_IN = 0x100 };

struct function_list { byte version[2]; ulong (*function[FUNCTIONS])(); };

static struct function_list *module;

#define CALL(index, ...) (module->function[index](__VA_ARGS__))

enum { MOST_BYTES = 4096, MOST_THREADS = 64, LINE = 32768, MOST_SLOTS = 1024, LEAD_IN = 4 };

typedef struct { byte at[MOST_BYTES]; ulong length; } bytes;

enum kind { SIGN, DIGEST, RAW };

/* An operation, fully prepared: what is measured only calls. */
static struct {
  enum kind kind;
  ulong mechanism, key, length, hash, hash_length;
  bytes data, start;
} operation;

static ulong slot;
static ulong sessions[MOST_THREADS];
static int opened;

/* What a call of this thread failed with. */
static __thread const char *failed_call;
static __thread ulong failed_with;

static int failed(const char *call, ulong rv) {
  failed_call = call;
  failed_with = rv;
  return 0;
}

#define TRY(name, index, ...) \
  do { ulong rv_ = CALL(index, __VA_ARGS__); calls++; if (rv_ != CKR_OK) return failed(name, rv_); } while (0)

static int sign(ulong session, byte *out, ulong *length, int *made) {
  int calls = 0;
  mechanism how = { operation.mechanism, NULL, 0 };
  TRY("C_SignInit", C_SIGN_INIT, session, &how, operation.key);
  *length = operation.length;
  TRY("C_Sign", C_SIGN, session, operation.data.at, operation.data.length, out, length);
  *made = calls;
  return 1;
}

static int derive(ulong session, byte sensitive, ulong *derived, int *made) {
  int calls = 0;
  byte no = 0, extractable = !sensitive;
  ulong class = CKO_SECRET_KEY, type = CKK_GENERIC_SECRET, length = operation.length;
  attribute template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_KEY_TYPE, &type, sizeof type },
    { CKA_TOKEN, &no, 1 },
    { CKA_SENSITIVE, &sensitive, 1 },
    { CKA_EXTRACTABLE, &extractable, 1 },
    { CKA_VALUE_LEN, &length, sizeof length },
  };
  ecdh peer = { CKD_NULL, 0, NULL, operation.data.length, operation.data.at };
  mechanism how = { operation.mechanism, &peer, sizeof peer };
  TRY("C_DeriveKey", C_DERIVE_KEY, session, &how, operation.key, template, 6UL, derived);
  *made = calls;
  return 1;
}

static int digest(ulong session, byte *out, ulong *length, int *made) {
  int calls = 0;
  ulong derived;
  mechanism how = { operation.hash, NULL, 0 };
  if (!derive(session, 1, &derived, &calls)) return 0;
  TRY("C_DigestInit", C_DIGEST_INIT, session, &how);
  TRY("C_DigestUpdate", C_DIGEST_UPDATE, session, operation.start.at, operation.start.length);
  TRY("C_DigestKey", C_DIGEST_KEY, session, derived);
  *length = operation.hash_length;
  TRY("C_DigestFinal", C_DIGEST_FINAL, session, out, length);
  TRY("C_DestroyObject", C_DESTROY_OBJECT, session, derived);
  *made = calls;
  return 1;
}

static int raw(ulong session, byte *out, ulong *length, int *made) {
  int calls = 0;
  ulong derived;
  attribute value = { CKA_VALUE, out, operation.length };
  if (!derive(session, 0, &derived, &calls)) return 0;
  TRY("C_GetAttributeValue", C_GET_ATTRIBUTE_VALUE, session, derived, &value, 1UL);
  *length = value.length;
  TRY("C_DestroyObject", C_DESTROY_OBJECT, session, derived);
  *made = calls;
  return 1;
}

static int once(ulong session, byte *out, ulong *length, int *made) {
  switch (operation.kind) {
    case SIGN: return sign(session, out, length, made);
    case DIGEST: return digest(session, out, length, made);
    default: return raw(session, out, length, made);
  }
}

static long long now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

typedef struct {
  ulong session;
  long long length;
  long long elapsed;
  long long burnt;
  long done;
  const char *failed_call;
  ulong failed_with;
} work;

/* Repeats for so long, and says how long it was and how often; 0 for a failure. */
static int repeat_for(work *mine, long long length) {
  byte out[MOST_BYTES];
  long long start = now(CLOCK_MONOTONIC);
  mine->done = 0;
  do {
    ulong bytes;
    int made;
    if (!once(mine->session, out, &bytes, &made)) {
      mine->failed_call = failed_call;
      mine->failed_with = failed_with;
      return 0;
    }
    mine->done++;
    mine->elapsed = now(CLOCK_MONOTONIC) - start;
  } while (mine->elapsed < length);
  return 1;
}

/*
 * As the other side does it: the clock is the thread's own and is looked at after each operation.
 * It starts after a fraction of the round, by when the threads have found their processors.
 */
static void *repeat(void *argument) {
  work *mine = argument;
  if (repeat_for(mine, mine->length / LEAD_IN)) {
    long long cpu = now(CLOCK_THREAD_CPUTIME_ID);
    repeat_for(mine, mine->length);
    mine->burnt = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
  }
  return NULL;
}

static void answer_failure(const char *call, ulong rv) {
  printf("failed %s 0x%lx\n", call, rv);
}

static int open_sessions(int wanted) {
  int calls = 0;
  while (opened < wanted) {
    TRY("C_OpenSession", C_OPEN_SESSION, slot, (ulong) CKF_SERIAL_RW, NULL, NULL, &sessions[opened]);
    opened++;
  }
  return 1;
}

static void run(int threads, long milliseconds) {
  if (threads < 1 || threads > MOST_THREADS) {
    printf("failed threads 0x0\n");
    return;
  }
  if (!open_sessions(threads)) {
    answer_failure(failed_call, failed_with);
    return;
  }
  pthread_t thread[MOST_THREADS];
  work of[MOST_THREADS];
  for (int i = 0; i < threads; i++) {
    of[i] = (work) { sessions[i], milliseconds * 1000000LL, 0, 0, 0, NULL, 0 };
    if (pthread_create(&thread[i], NULL, repeat, &of[i]) != 0) exit(1);
  }
  long done = 0;
  long long elapsed = 0, burnt = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(thread[i], NULL);
    done += of[i].done;
    elapsed += of[i].elapsed;
    burnt += of[i].burnt;
  }
  for (int i = 0; i < threads; i++) {
    if (of[i].failed_call != NULL) {
      answer_failure(of[i].failed_call, of[i].failed_with);
      return;
    }
  }
  printf("ok %ld %lld %lld\n", done, elapsed / threads, burnt);
}

/* The next word of the line as bytes; none at all reads as empty. */
static bytes hex_word(void) {
  bytes value = { .length = 0 };
  const char *word = strtok(NULL, " \n");
  unsigned one;
  while (word != NULL && value.length < MOST_BYTES - 1 && sscanf(word, "%2x", &one) == 1) {
    value.at[value.length++] = (byte) one;
    word += 2;
  }
  return value;
}

static ulong number_word(void) {
  const char *word = strtok(NULL, " \n");
  return word == NULL ? 0 : strtoul(word, NULL, 10);
}

static int open_token(void) {
  int calls = 0;
  bytes label = hex_word(), pin = hex_word(), arguments = hex_word();
  initialize_args args = { .flags = CKF_OS_LOCKING_OK };
  if (arguments.length > 0) args.parameters = (char *) arguments.at;
  TRY("C_Initialize", C_INITIALIZE, &args);
  ulong slots[MOST_SLOTS], count = MOST_SLOTS;
  TRY("C_GetSlotList", C_GET_SLOT_LIST, 1, slots, &count);
  byte padded[32];
  memset(padded, ' ', sizeof padded);
  memcpy(padded, label.at, label.length < sizeof padded ? label.length : sizeof padded);
  int found = 0;
  for (ulong i = 0; i < count; i++) {
    token_info info;
    if (CALL(C_GET_TOKEN_INFO, slots[i], &info) == CKR_OK && memcmp(info.label, padded, 32) == 0) {
      slot = slots[i];
      found++;
    }
  }
  if (found != 1) return failed("token", 0);
  if (!open_sessions(1)) return 0;
  ulong rv = CALL(C_LOGIN, sessions[0], (ulong) CKU_USER, pin.at, pin.length);
  memset(pin.at, 0, sizeof pin.at);
  return rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN ? 1 : failed("C_Login", rv);
}

static int find_key(bytes *id) {
  int calls = 0;
  ulong class = CKO_PRIVATE_KEY, count = 0;
  attribute template[] = {{ CKA_CLASS, &class, sizeof class }, { CKA_ID, id->at, id->length }};
  TRY("C_FindObjectsInit", C_FIND_OBJECTS_INIT, sessions[0], template, 2UL);
  TRY("C_FindObjects", C_FIND_OBJECTS, sessions[0], &operation.key, 1UL, &count);
  TRY("C_FindObjectsFinal", C_FIND_OBJECTS_FINAL, sessions[0]);
  return count == 1 ? 1 : failed("key", 0);
}

static void prepare(enum kind kind) {
  operation.kind = kind;
  operation.mechanism = number_word();
  bytes id = hex_word();
  operation.data = hex_word();
  operation.length = number_word();
  if (kind == DIGEST) {
    operation.hash = number_word();
    operation.start = hex_word();
    operation.hash_length = number_word();
  }
  byte out[MOST_BYTES];
  ulong length;
  int calls;
  if (!find_key(&id) || !once(sessions[0], out, &length, &calls)) {
    answer_failure(failed_call, failed_with);
    return;
  }
  printf("ok %d ", calls);
  for (ulong i = 0; i < length; i++) printf("%02x", out[i]);
  printf("\n");
}

static int load(const char *library, const char *entry) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return 0;
  ulong (*get_function_list)(struct function_list **) = dlsym(handle, entry);
  return get_function_list != NULL && get_function_list(&module) == CKR_OK;
}

int main(int argc, char **argv) {
  static char line[LINE];
  if (argc != 3 || !load(argv[1], argv[2])) {
    printf("failed %s 0x0\n", argc == 3 ? argv[2] : "usage");
    return 1;
  }
  while (fgets(line, sizeof line, stdin) != NULL) {
    const char *command = strtok(line, " \n");
    if (command == NULL) continue;
    if (strcmp(command, "open") == 0) {
      if (open_token()) printf("ok\n"); else answer_failure(failed_call, failed_with);
    } else if (strcmp(command, "sign") == 0) {
      prepare(SIGN);
    } else if (strcmp(command, "digest") == 0) {
      prepare(DIGEST);
    } else if (strcmp(command, "raw") == 0) {
      prepare(RAW);
    } else if (strcmp(command, "run") == 0) {
      int threads = (int) number_word();
      run(threads, (long) number_word());
    } else {
      printf("failed %s 0x0\n", command);
    }
    memset(line, 0, sizeof line);
    fflush(stdout);
  }
  return 0;
}
