#include "tools/typesetter.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>

#include "payoff/error.hpp"
#include "tools/run_files.hpp"

namespace payoff {
namespace {

constexpr int no_module = 69;
constexpr const char* standard = "ua-1";
// Nothing is imported from the folder that somebody stands in: it may be a stranger's.
constexpr const char* python = R"py(
import sys
sys.path = [path for path in sys.path if path]
try:
    import typst
except ImportError:
    sys.exit(69)
sys.stdout.buffer.write(typst.compile(sys.stdin.buffer.read(), format="pdf", pdf_standards=sys.argv[1:]))
)py";

// What a program reads and writes: files without a name, so that neither waits for the other.
class Nameless {
 public:
  Nameless() : file_(std::tmpfile(), std::fclose) {
    if (!file_) throw std::system_error(errno, std::generic_category(), "a temporary file");
  }
  int number() const { return ::fileno(file_.get()); }

  void fill(const std::string& bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size() || std::fflush(file_.get()) != 0)
      throw std::system_error(errno, std::generic_category(), "a temporary file");
    ::lseek(number(), 0, SEEK_SET);
  }

  std::string content() {
    std::fseek(file_.get(), 0, SEEK_SET);
    std::string bytes;
    char part[4096];
    for (std::size_t count; (count = std::fread(part, 1, sizeof part, file_.get())) > 0;) bytes.append(part, count);
    return bytes;
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

struct Ended {
  int code = 0;  // of the program
  std::string output, errors;
};

// Nothing: there is no such program. No shell is asked.
std::optional<Ended> ended(std::vector<std::string> words, const std::string& input) {
  Nameless in, out, err;
  in.fill(input);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t streams;
  ::posix_spawn_file_actions_init(&streams);
  ::posix_spawn_file_actions_adddup2(&streams, in.number(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&streams, out.number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&streams, err.number(), STDERR_FILENO);
  posix_spawnattr_t attributes;  // signals that payoff holds back for itself end the program
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, arguments[0], &streams, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&streams);
  if (failed != 0) return std::nullopt;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return Ended{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out.content(), err.content()};
}

// The two ways to it, the program first.
std::optional<Ended> typst_of(const std::string& source, bool universal) {
  std::vector<std::string> program{"typst", "compile", "--format", "pdf"};
  std::vector<std::string> module{"python3", "-c", python};
  if (universal) {
    program.insert(program.end(), {"--pdf-standard", standard});
    module.emplace_back(standard);
  }
  program.insert(program.end(), {"-", "-"});
  if (std::optional<Ended> made = ended(std::move(program), source)) return made;
  std::optional<Ended> made = ended(std::move(module), source);
  if (made && made->code == no_module) made.reset();
  return made;
}

// The line that tells why, of many that tell where.
std::string reason_in(const std::string& errors) {
  std::size_t at = errors.find("rror: ");
  at = at == std::string::npos ? 0 : at + 6;
  return errors.substr(at, errors.find('\n', at) - at);
}

std::optional<std::string> pdf_of(const ReportFile& source) {
  std::optional<Ended> made = typst_of(source.bytes, true);
  if (made && made->code != 0) made = typst_of(source.bytes, false);
  if (!made) return std::nullopt;
  if (made->code != 0 || !made->output.starts_with("%PDF"))
    throw Error(ErrorKind::source, {.file = source.name}, fmt::format("typst refused it: {}", reason_in(made->errors)),
                "see whether typst is 0.14 or later (typst --version, pip install --upgrade typst)");
  return std::move(made->output);
}

}  // namespace

std::vector<std::string> write_pdfs(std::span<const ReportFile> files, const std::string& folder) {
  constexpr std::string_view ending = ".typ";
  std::vector<ReportFile> pdfs;
  std::vector<std::string> paths;
  for (const ReportFile& file : files) {
    if (!file.name.ends_with(ending)) continue;
    pdfs.push_back({file.name.substr(0, file.name.size() - ending.size()) + ".pdf", pdf_of(file).value_or("")});
    if (!pdfs.back().bytes.empty()) paths.push_back(path_in(folder, pdfs.back().name));
  }
  write_files(pdfs, folder);
  return paths;
}

}  // namespace payoff
