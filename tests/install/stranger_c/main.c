/* A program of somebody else, in C: eight people in columns of its own, handed over by the Arrow C stream interface. */
#include <payoff/payoff.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrow.h"

enum { people = 8 };
static const double minutes[people] = {5, 8, 6, 9, 5, 8, 6, 9};
static const int32_t who_offsets[people + 1] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
static const char who[] = "abcdefgh";
static const int32_t arm_offsets[people + 1] = {0, 3, 5, 8, 10, 13, 15, 18, 20};
static const char arm[] = "yesnoyesnoyesnoyesno";

static const void* minutes_buffers[] = {NULL, minutes};
static const void* who_buffers[] = {NULL, who_offsets, who};
static const void* arm_buffers[] = {NULL, arm_offsets, arm};
static const void* table_buffers[] = {NULL};

/* Nothing here was allocated. */
static void release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void release_array(struct ArrowArray* array) { array->release = NULL; }
static void release_stream(struct ArrowArrayStream* stream) { stream->release = NULL; }

static struct ArrowSchema column_schemas[] = {{.format = "u", .name = "who", .release = release_schema},
                                              {.format = "u", .name = "arm", .release = release_schema},
                                              {.format = "g", .name = "minutes", .release = release_schema}};
static struct ArrowSchema* schema_pointers[] = {&column_schemas[0], &column_schemas[1], &column_schemas[2]};
static struct ArrowArray column_arrays[] = {
    {.length = people, .n_buffers = 3, .buffers = who_buffers, .release = release_array},
    {.length = people, .n_buffers = 3, .buffers = arm_buffers, .release = release_array},
    {.length = people, .n_buffers = 2, .buffers = minutes_buffers, .release = release_array}};
static struct ArrowArray* array_pointers[] = {&column_arrays[0], &column_arrays[1], &column_arrays[2]};

static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  (void)stream;
  *out = (struct ArrowSchema){
      .format = "+s", .name = "", .n_children = 3, .children = schema_pointers, .release = release_schema};
  return 0;
}

static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  int* sent = stream->private_data;
  memset(out, 0, sizeof *out);
  if ((*sent)++) return 0; /* the end */
  *out = (struct ArrowArray){.length = people,
                             .n_buffers = 1,
                             .buffers = table_buffers,
                             .n_children = 3,
                             .children = array_pointers,
                             .release = release_array};
  return 0;
}

static const char* get_last_error(struct ArrowArrayStream* stream) {
  (void)stream;
  return NULL;
}

int main(void) {
  static const char study_json[] =
      "{\"columns\": {\"unit\": \"who\"}, \"rollout\": {\"group\": \"arm\", \"treated\": \"yes\"},"
      " \"metrics\": [{\"name\": \"minutes\", \"kind\": \"time\", \"unit\": \"minutes\"}]}";
  int sent = 0;
  struct ArrowArrayStream stream = {get_schema, get_next, get_last_error, release_stream, &sent};
  payoff_table table = {"data", &stream};
  payoff_error* error = NULL;
  payoff_study* study = NULL;
  payoff_result* result = NULL;
  int right = 0;
  if (payoff_study_parse(study_json, NULL, &table, 1, &study, &error) == PAYOFF_OK &&
      payoff_run(study, NULL, &result, &error) == PAYOFF_OK) {
    const char* estimate = strstr(payoff_result_json(result, NULL), "\"estimate\": ");
    right = estimate && strtod(estimate + strlen("\"estimate\": "), NULL) == -3;
    printf("payoff %s: %.30s\n", payoff_version(), estimate ? estimate : "no estimate");
  } else {
    fprintf(stderr, "%s\n", payoff_error_text(error));
  }
  payoff_result_free(result);
  payoff_study_free(study);
  payoff_error_free(error);
  if (payoff_study_parse("{", NULL, NULL, 0, &study, &error) != PAYOFF_USAGE) right = 0;
  payoff_error_free(error);
  return right ? 0 : 1;
}
