/* payoff in C: did the AI rollout pay off, by how much, and how sure may we be?
 *
 * A host gives a study (JSON, see payoff_schema) and, if it likes, tables in memory as Arrow streams, whose columns are read
 * where they lie. It gets results.json, the reports, and the effects as Arrow rows.
 *
 *     payoff_error* error = NULL;
 *     payoff_study* study = NULL;
 *     payoff_result* result = NULL;
 *     payoff_table tickets = {"data", &stream};
 *     if (payoff_study_parse(json, NULL, &tickets, 1, &study, &error) == PAYOFF_OK &&
 *         payoff_run(study, NULL, &result, &error) == PAYOFF_OK)
 *       puts(payoff_result_json(result, NULL));
 *     else
 *       fputs(payoff_error_text(error), stderr);
 *     payoff_result_free(result);
 *     payoff_study_free(study);
 *     payoff_error_free(error);
 *
 * Texts are UTF-8. Handles may be used by several threads at once, and are freed by one. Each function that can fail
 * returns a code, and where `error` is not NULL an error to be freed; what it was to give is then untouched. Frees take
 * NULL. The library is libpayoff.so.1: what is here stays as it is in every 1.x, and more may come.
 */
#ifndef PAYOFF_PAYOFF_H
#define PAYOFF_PAYOFF_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PAYOFF_API __attribute__((visibility("default")))

/* https://arrow.apache.org/docs/format/CStreamInterface.html */
struct ArrowArrayStream;

/* The codes of the program, as it exits. */
typedef enum payoff_code {
  PAYOFF_OK = 0,
  PAYOFF_INTERNAL = 1, /* a defect of payoff */
  PAYOFF_USAGE = 2,    /* the study, or an argument */
  PAYOFF_SOURCE = 3,   /* a file or database that cannot be read */
  PAYOFF_DATA = 4,     /* data that contradict themselves or the study */
  PAYOFF_METHOD = 5,   /* a question that the method cannot answer */
  PAYOFF_CANCELLED = 10
} payoff_code;

typedef struct payoff_error payoff_error;
PAYOFF_API payoff_code payoff_error_code(const payoff_error* error);
/* One line: <place>: <name> is <value>, but must be <rule>; <remedy>. */
PAYOFF_API const char* payoff_error_text(const payoff_error* error);
/* The same for programs: {"error": {"exit_code", "where", "place": {"key", "file", "line"}, "message"}}. */
PAYOFF_API const char* payoff_error_json(const payoff_error* error);
PAYOFF_API void payoff_error_free(payoff_error* error);

PAYOFF_API const char* payoff_version(void);
/* The library of DuckDB to use, for a host that brings its own: to be said before the first study, once. Not said: the one
 * beside this library, or what PAYOFF_DUCKDB names. */
PAYOFF_API void payoff_use_duckdb(const char* library);
/* The JSON Schema of a study. */
PAYOFF_API const char* payoff_schema(void);
/* Of every text that a function gives as char**. */
PAYOFF_API void payoff_text_free(char* text);

/* A table that the host holds. name: "data" for the rows of the study, else the name of a join. It stands in place of the
 * files that the study names there, if it names any. The stream is read to its end and released, also on failure. */
typedef struct payoff_table {
  const char* name;
  struct ArrowArrayStream* stream;
} payoff_table;

typedef struct payoff_study payoff_study;
/* path: where the study would lie, to whose folder its files are relative; NULL = the working folder. */
PAYOFF_API payoff_code payoff_study_parse(const char* json, const char* path, const payoff_table* tables, size_t count,
                                          payoff_study** study, payoff_error** error);
PAYOFF_API payoff_code payoff_study_read(const char* path, const payoff_table* tables, size_t count,
                                         payoff_study** study, payoff_error** error);
PAYOFF_API void payoff_study_free(payoff_study* study);

/* A study of these files, guessed from their columns: commented JSON. What no file shows is a question in it. */
PAYOFF_API payoff_code payoff_draft(const char* const* files, size_t count, char** json, payoff_error** error);

/* All zero, but for size, is a run of a trusted study on all threads. */
typedef struct payoff_settings {
  size_t size; /* sizeof(payoff_settings) */
  int threads; /* 0 = all */
  /* 1 = the study is a stranger's: it may name no database and no file outside of its folder, and gets little memory. */
  int untrusted;
  uint64_t memory_bytes; /* of the embedded database; 0 = as it sees fit */
  /* Both are called by the thread that called payoff, or are NULL: how far it is (share: from 0 to 1), and whether to stop
   * (not 0). What is to stop ends within 100 ms with PAYOFF_CANCELLED, and leaves nothing behind. */
  void (*progress)(void* host, const char* stage, double share);
  int (*cancel)(void* host);
  void* host;
} payoff_settings;

/* Reads and accounts for the data, and chooses the method; estimates nothing. json: {"ledger", "readings", "coding",
 * "method"}. settings may be NULL. */
PAYOFF_API payoff_code payoff_check(const payoff_study* study, const payoff_settings* settings, char** json,
                                    payoff_error** error);

typedef struct payoff_result payoff_result;
PAYOFF_API payoff_code payoff_run(const payoff_study* study, const payoff_settings* settings, payoff_result** result,
                                  payoff_error** error);
/* results.json; it lives as long as the result. bytes may be NULL. */
PAYOFF_API const char* payoff_result_json(const payoff_result* result, size_t* bytes);
/* The effects as rows: one for each effect, period and segment, as in effects.csv. The host releases the stream. */
PAYOFF_API payoff_code payoff_result_effects(const payoff_result* result, struct ArrowArrayStream* rows,
                                             payoff_error** error);
/* Is a sentence such as "saves 4 hours a week" borne out? json: the judgement. */
PAYOFF_API payoff_code payoff_result_claim(const payoff_result* result, const char* sentence, char** json,
                                           payoff_error** error);
PAYOFF_API void payoff_result_free(payoff_result* result);

/* A report: "html", "markdown", "xlsx", ... as `payoff methods` lists them. Of several files the document is the first;
 * names are below the folder where it is to lie. */
typedef struct payoff_files payoff_files;
PAYOFF_API payoff_code payoff_result_report(const payoff_result* result, const char* format, payoff_files** files,
                                            payoff_error** error);
PAYOFF_API size_t payoff_files_count(const payoff_files* files);
PAYOFF_API const char* payoff_files_name(const payoff_files* files, size_t i);
PAYOFF_API const char* payoff_files_bytes(const payoff_files* files, size_t i, size_t* bytes);
PAYOFF_API void payoff_files_free(payoff_files* files);

#ifdef __cplusplus
}
#endif
#endif
