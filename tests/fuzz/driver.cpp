// Stands in for libFuzzer where the compiler is not clang: the inputs of the corpus, then seeded changes of them, blind
// to what they reach. Takes the arguments of libFuzzer that `./dev fuzz` uses.
//
//     fuzz_study -max_total_time=60 -seed=1 tests/fuzz/corpus/study      or: fuzz_study FILE (again, one input)
//
// The input in hand lies in `<program>.input`: after a crash it is the one to look at.
#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "fuzz/fuzz.hpp"

namespace {

constexpr std::size_t longest = 4096, deepest = 40000;
constexpr std::string_view words[] = {"{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      ":",
                                      "\"",
                                      "'",
                                      "\\",
                                      "\n",
                                      "\r\n",
                                      "\t",
                                      ";",
                                      "0",
                                      "-1",
                                      "1e999",
                                      "-0",
                                      ".5",
                                      "1,5",
                                      "null",
                                      "true",
                                      "nan",
                                      "inf",
                                      "\xEF\xBB\xBF",
                                      "\xFF",
                                      "*/",
                                      "/*",
                                      "--",
                                      "://",
                                      "<script>",
                                      "&#0;",
                                      "2025-02-30",
                                      "\xE2\x80\xAE",
                                      "=1+1",
                                      "`",
                                      "||",
                                      "9007199254740993",
                                      "99999999999999999999"};

class Changes {
 public:
  explicit Changes(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t n) { return n == 0 ? 0 : engine_() % n; }

  std::string changed(std::string text, const std::string& other) {
    for (std::size_t times = 1 + below(4); times > 0; --times) change(text, other);
    text = text.substr(0, longest);
    if (below(16) == 0) repeat(text);
    return text;
  }

 private:
  // A piece again and again: what is nested, or goes on, further than anyone writes.
  void repeat(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::string piece = below(2) ? text.substr(at, 1 + below(8)) : std::string(words[below(std::size(words))]);
    std::string many;
    while (!piece.empty() && many.size() < deepest) many += piece;
    text.insert(at, many);
  }

  void change(std::string& text, const std::string& other) {
    const std::size_t at = below(text.size() + 1), span = 1 + below(below(2) ? 8 : text.size() + 1);
    switch (below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(engine_());
        break;
      case 1:
        text.erase(at, span);
        break;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), span));
        break;
      case 3:
        text.insert(at, words[below(std::size(words))]);
        break;
      case 4:
        text.replace(at, span, words[below(std::size(words))]);
        break;
      default:
        text = text.substr(0, at) + other.substr(below(other.size() + 1));
    }
  }

  std::mt19937_64 engine_;
};

struct Arguments {
  long seconds = 60;
  std::uint64_t seed = 1;
  std::filesystem::path corpus;
};

Arguments read(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string text = argv[i];
    if (text.starts_with("-max_total_time=")) {
      arguments.seconds = std::stol(text.substr(16));
    } else if (text.starts_with("-seed=")) {
      arguments.seed = std::stoull(text.substr(6));
    } else {
      arguments.corpus = text;
    }
  }
  return arguments;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> inputs_of(const std::filesystem::path& corpus) {
  if (!std::filesystem::is_directory(corpus)) return {content(corpus)};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs;
  for (const auto& file : files) inputs.push_back(content(file));
  return inputs;
}

void run(const std::string& program, const std::string& input) {
  std::ofstream(program + ".input", std::ios::binary) << input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = read(argc, argv);
  const std::vector<std::string> inputs = inputs_of(arguments.corpus);
  fuzz::require(!inputs.empty(), "the corpus is a file, or a folder of files");
  std::size_t tried = 0;
  for (; tried < inputs.size(); ++tried) run(argv[0], inputs[tried]);
  Changes changes(arguments.seed);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(arguments.seconds);
  const bool replay = !std::filesystem::is_directory(arguments.corpus);
  while (!replay && std::chrono::steady_clock::now() < end) {
    ++tried;
    run(argv[0], changes.changed(inputs[changes.below(inputs.size())], inputs[changes.below(inputs.size())]));
  }
  std::filesystem::remove(std::string(argv[0]) + ".input");
  std::printf("%zu inputs, no finding\n", tried);
}
