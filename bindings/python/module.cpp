// payoff._core: the Python package's way to the C++ functions. What is said to people, and what is kind, is in Python.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <nanoarrow/nanoarrow.hpp>

#include "c/effects_stream.hpp"
#include "hosted.hpp"
#include "payoff/payoff.hpp"
#include "report/catalog.hpp"
#include "tools/cli.hpp"
#include "tools/failure.hpp"
#include "tools/guest/process.hpp"
#include "tools/run_files.hpp"

namespace nb = nanobind;
using namespace payoff;

namespace {

constexpr const char* stream_name = "arrow_array_stream";

// The stream of a PyCapsule, as https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html has it.
Frame frame_of(const nb::capsule& capsule) {
  void* const stream = PyCapsule_GetPointer(capsule.ptr(), stream_name);
  if (!stream) throw nb::python_error();
  return Frame(static_cast<ArrowArrayStream*>(stream));
}

nb::capsule capsule_of_effects(const CaseStudy& result) {
  auto* const stream = new ArrowArrayStream{};
  nb::capsule capsule(stream, stream_name, [](void* held) noexcept {
    auto* const owned = static_cast<ArrowArrayStream*>(held);
    if (owned->release) owned->release(owned);
    delete owned;
  });
  effects_stream(result, stream);
  return capsule;
}

Study study_of(const std::string& json, const std::string& path, const nb::dict& tables) {
  Frames frames;
  for (const auto& [name, capsule] : tables)
    frames[nb::cast<std::string>(name)] = frame_of(nb::cast<nb::capsule>(capsule));
  return json.empty() ? read_study(path, {}, frames) : parse_study(json, path, {}, frames);
}

struct Settings {
  int threads = 0;
  bool trusted = true;
  std::size_t memory_bytes = 0;
  nb::object progress;
};

// Without the lock of the interpreter, but for a word with Python now and then: how far it is, and whether it was
// interrupted (Ctrl-C).
void with_python(const Settings& settings, const std::function<void(const RunSettings&)>& work) {
  Host host;
  if (!settings.progress.is_none())
    host.progress = [&](const std::string& stage, double share) {
      const nb::gil_scoped_acquire locked;
      settings.progress(stage, share);
    };
  host.cancel = [] {
    const nb::gil_scoped_acquire locked;
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    return false;
  };
  const nb::gil_scoped_release unlocked;
  hosted(host, {.threads = settings.threads, .trusted = settings.trusted, .memory_bytes = settings.memory_bytes}, work);
}

CaseStudy run_study(const Study& study, const Settings& settings) {
  CaseStudy result;
  with_python(settings, [&](const RunSettings& with) { result = run(study, with); });
  return result;
}

std::string check_study(const Study& study, const Settings& settings) {
  std::string json;
  with_python(settings, [&](const RunSettings& with) {
    const Loaded loaded = check(study, with);
    json = check_json(loaded, require_answer(study, loaded, with));
  });
  return json;
}

std::string judged(const std::string& results_json, const std::string& sentence) {
  const auto [assertion, judgement] = judge(parse_results(results_json, "results.json"), sentence);
  return judgement_json(assertion, judgement);
}

std::vector<std::pair<std::string, nb::bytes>> report_of(const CaseStudy& result, const std::string& format) {
  std::vector<std::pair<std::string, nb::bytes>> files;
  for (const ReportFile& file : report_files(result, format))
    files.emplace_back(file.name, nb::bytes(file.bytes.data(), file.bytes.size()));
  return files;
}

std::vector<std::string> write_report(const CaseStudy& result, const std::string& folder,
                                      const std::vector<std::string>& formats) {
  for (const std::string& format : formats) report_files(result, format);  // refuses what is none
  const std::vector<ReportFile> files = files_of_run(result, formats, 0);
  write_files(files, folder);
  std::vector<std::string> paths;
  for (const ReportFile& file : files)
    if (!file.bytes.empty()) paths.push_back(path_in(folder, file.name));
  return paths;
}

// again: the words by which the command is started once more, the interpreter first.
int main_of(std::vector<std::string> arguments, const std::vector<std::string>& again) {
  this_program() = {again.at(0), again};
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  return run_command_line(static_cast<int>(arguments.size()), argv.data());
}

std::string all_formats() {
  std::string names;
  for (const ReportFormat& format : report_formats()) names += (names.empty() ? "" : " ") + std::string(format.name);
  return names;
}

}  // namespace

NB_MODULE(_core, module) {
  // Python's Error(message, code, place), which _errors.py declares.
  nb::register_exception_translator(
      [](const std::exception_ptr& thrown, void*) {
        const nb::object error = nb::module_::import_("payoff._errors").attr("PayoffError");
        try {
          std::rethrow_exception(thrown);
        } catch (const nb::python_error&) {
          throw;
        } catch (const nb::builtin_exception&) {
          throw;
        } catch (const std::exception&) {
          const Failure failure = failure_here();
          const nb::object made =
              error(failure.message, failure.exit_code, failure.place.key, failure.place.file, failure.place.line);
          PyErr_SetObject(error.ptr(), made.ptr());
        }
      },
      nullptr);

  nb::class_<Settings>(module, "Settings")
      .def(
          "__init__",
          [](Settings* made, int threads, bool trusted, std::size_t memory_bytes, nb::object progress) {
            new (made) Settings{threads, trusted, memory_bytes, std::move(progress)};
          },
          nb::arg("threads"), nb::arg("trusted"), nb::arg("memory_bytes"), nb::arg("progress").none());
  nb::class_<Study>(module, "Study").def_prop_ro("formats", [](const Study& study) { return study.formats; });
  nb::class_<CaseStudy>(module, "CaseStudy")
      .def("json", [](const CaseStudy& result) { return rendered(result, "json"); })
      .def("effects", capsule_of_effects)
      .def("files", report_of, nb::arg("format"))
      .def("write", write_report, nb::arg("folder"), nb::arg("formats"));
  module.def("study", study_of, nb::arg("json"), nb::arg("path"), nb::arg("tables"));
  module.def("run", run_study, nb::arg("study"), nb::arg("settings"));
  module.def("check", check_study, nb::arg("study"), nb::arg("settings"));
  module.def("judge", judged, nb::arg("results_json"), nb::arg("sentence"));
  module.def("draft", [](const std::vector<std::string>& files) { return draft_study(files).text; }, nb::arg("files"));
  module.def("schema", study_schema);
  module.def("formats", all_formats);
  module.def("use_duckdb", use_duckdb, nb::arg("library"));
  module.def("main", main_of, nb::arg("arguments"), nb::arg("again"));
}
