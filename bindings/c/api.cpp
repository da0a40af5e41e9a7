// payoff.h on payoff.hpp: handles hold what the C++ functions give, exceptions become codes.
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "c/effects_stream.hpp"
#include "hosted.hpp"
#include "payoff/payoff.h"
#include "payoff/payoff.hpp"
#include "tools/failure.hpp"

struct payoff_error {
  payoff_code code;
  std::string text, json;
};

struct payoff_study {
  payoff::Study study;
};

struct payoff_result {
  payoff::CaseStudy result;
  std::string json;
};

struct payoff_files {
  std::vector<payoff::ReportFile> files;
};

namespace {

using namespace payoff;

payoff_error error_here() {
  try {
    throw;
  } catch (const Cancelled& cancelled) {
    return {PAYOFF_CANCELLED, cancelled.what(), error_json(PAYOFF_CANCELLED, cancelled.what(), {})};
  } catch (const std::exception&) {
    const Failure failure = failure_here();
    return {static_cast<payoff_code>(failure.exit_code), failure.message,
            error_json(failure.exit_code, failure.message, failure.place)};
  } catch (...) {
    return {PAYOFF_INTERNAL, "defect: what was thrown is no exception", "{}"};
  }
}

// No exception leaves the library.
template <typename Action>
payoff_code coded(payoff_error** error, Action action) noexcept {
  try {
    action();
    return PAYOFF_OK;
  } catch (...) {
    try {
      payoff_error found = error_here();
      const payoff_code code = found.code;
      if (error) *error = new payoff_error(std::move(found));
      return code;
    } catch (...) {  // not even the memory to say so
      return PAYOFF_DATA;
    }
  }
}

template <typename T>
void require(const T* argument, const char* name) {
  if (!argument) throw Error(ErrorKind::usage, {.argument = name}, std::string(name) + " is NULL, but must not be");
}

char* text_of(const std::string& text) {
  char* copy = new char[text.size() + 1];
  std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

// Every stream is taken, whatever comes of it.
Frames frames_of(const payoff_table* tables, std::size_t count) {
  Frames frames;
  std::exception_ptr failed;
  for (std::size_t i = 0; i < count; ++i) {
    try {
      require(tables[i].name, "name");
      require(tables[i].stream, "stream");
      frames[tables[i].name] = Frame(tables[i].stream);
    } catch (...) {
      failed = std::current_exception();
    }
  }
  if (failed) std::rethrow_exception(failed);
  return frames;
}

// A host that was built against an earlier 1.x knows fewer settings.
payoff_settings known_settings(const payoff_settings* given) {
  payoff_settings settings{};
  if (!given) return settings;
  if (given->size == 0) throw Error(ErrorKind::usage, {}, "size is 0, but must be sizeof(payoff_settings)");
  std::memcpy(&settings, given, std::min(given->size, sizeof settings));
  return settings;
}

void with_host(const payoff_settings* given, const std::function<void(const RunSettings&)>& work) {
  const payoff_settings known = known_settings(given);
  Host host;
  if (known.progress)
    host.progress = [&](const std::string& stage, double share) { known.progress(known.host, stage.c_str(), share); };
  if (known.cancel) host.cancel = [&] { return known.cancel(known.host) != 0; };
  hosted(host,
         {.threads = known.threads,
          .trusted = known.untrusted == 0,
          .memory_bytes = static_cast<std::size_t>(known.memory_bytes)},
         work);
}

}  // namespace

payoff_code payoff_error_code(const payoff_error* error) {
  return error->code;
}

const char* payoff_error_text(const payoff_error* error) {
  return error->text.c_str();
}

const char* payoff_error_json(const payoff_error* error) {
  return error->json.c_str();
}

void payoff_error_free(payoff_error* error) {
  delete error;
}

const char* payoff_version() {
  return PAYOFF_VERSION;
}

void payoff_use_duckdb(const char* library) {
  if (library) use_duckdb(library);
}

const char* payoff_schema() {
  static const std::string schema = study_schema();
  return schema.c_str();
}

void payoff_text_free(char* text) {
  delete[] text;
}

payoff_code payoff_study_parse(const char* json, const char* path, const payoff_table* tables, size_t count,
                               payoff_study** study, payoff_error** error) {
  return coded(error, [&] {
    const Frames frames = frames_of(tables, count);
    require(json, "json");
    require(study, "study");
    *study = new payoff_study{parse_study(json, path ? path : "study.json", {}, frames)};
  });
}

payoff_code payoff_study_read(const char* path, const payoff_table* tables, size_t count, payoff_study** study,
                              payoff_error** error) {
  return coded(error, [&] {
    const Frames frames = frames_of(tables, count);
    require(path, "path");
    require(study, "study");
    *study = new payoff_study{read_study(path, {}, frames)};
  });
}

void payoff_study_free(payoff_study* study) {
  delete study;
}

payoff_code payoff_draft(const char* const* files, size_t count, char** json, payoff_error** error) {
  return coded(error, [&] {
    require(json, "json");
    *json = text_of(draft_study({files, files + count}).text);
  });
}

payoff_code payoff_check(const payoff_study* study, const payoff_settings* settings, char** json,
                         payoff_error** error) {
  return coded(error, [&] {
    require(study, "study");
    require(json, "json");
    with_host(settings, [&](const RunSettings& with) {
      const Loaded loaded = check(study->study, with);
      *json = text_of(check_json(loaded, require_answer(study->study, loaded, with)));
    });
  });
}

payoff_code payoff_run(const payoff_study* study, const payoff_settings* settings, payoff_result** result,
                       payoff_error** error) {
  return coded(error, [&] {
    require(study, "study");
    require(result, "result");
    with_host(settings, [&](const RunSettings& with) {
      CaseStudy found = run(study->study, with);
      std::string json = rendered(found, "json");
      *result = new payoff_result{std::move(found), std::move(json)};
    });
  });
}

const char* payoff_result_json(const payoff_result* result, size_t* bytes) {
  if (bytes) *bytes = result->json.size();
  return result->json.c_str();
}

payoff_code payoff_result_effects(const payoff_result* result, ArrowArrayStream* rows, payoff_error** error) {
  return coded(error, [&] {
    require(result, "result");
    require(rows, "rows");
    effects_stream(result->result, rows);
  });
}

payoff_code payoff_result_claim(const payoff_result* result, const char* sentence, char** json, payoff_error** error) {
  return coded(error, [&] {
    require(result, "result");
    require(sentence, "sentence");
    require(json, "json");
    const auto [assertion, judgement] = judge(parse_results(result->json, "results.json"), sentence);
    *json = text_of(judgement_json(assertion, judgement));
  });
}

void payoff_result_free(payoff_result* result) {
  delete result;
}

payoff_code payoff_result_report(const payoff_result* result, const char* format, payoff_files** files,
                                 payoff_error** error) {
  return coded(error, [&] {
    require(result, "result");
    require(format, "format");
    require(files, "files");
    *files = new payoff_files{report_files(result->result, format)};
  });
}

size_t payoff_files_count(const payoff_files* files) {
  return files->files.size();
}

const char* payoff_files_name(const payoff_files* files, size_t i) {
  return i < files->files.size() ? files->files[i].name.c_str() : nullptr;
}

const char* payoff_files_bytes(const payoff_files* files, size_t i, size_t* bytes) {
  if (i >= files->files.size()) return nullptr;
  if (bytes) *bytes = files->files[i].bytes.size();
  return files->files[i].bytes.data();
}

void payoff_files_free(payoff_files* files) {
  delete files;
}
