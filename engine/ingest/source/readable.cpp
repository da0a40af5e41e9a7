#include "ingest/source/readable.hpp"

#include <fmt/format.h>
#include <iconv.h>
#include <utf8.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/preamble.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr std::size_t looked_at_bytes = std::size_t{16} << 20, block_bytes = std::size_t{1} << 20;

// UTF-16 without a mark shows in the zeros of its Latin letters.
std::string_view utf16_of(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return "UTF-16";
  const std::string_view begin = text.substr(0, 64);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < begin.size(); ++i) zeros[i % 2] += begin[i] == '\0';
  if (begin.size() < 8 || zeros[0] + zeros[1] < begin.size() / 3) return {};
  return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

// Letters that are not UTF-8, none that is, and no byte that Windows-1252 has no letter for. Anything else is for the
// database to refuse.
bool is_windows_1252(std::string_view text, bool whole) {
  constexpr std::string_view no_letters = "\x81\x8d\x8f\x90\x9d";
  constexpr std::ptrdiff_t longest_letter = 4;  // one cut in two by the end of what was looked at is no fault
  auto from = text.begin();
  auto invalid = utf8::find_invalid(from, text.end());
  if (invalid == text.end() || (!whole && text.end() - invalid < longest_letter)) return false;
  if (text.find_first_of(no_letters) != std::string_view::npos) return false;
  for (; from != text.end(); invalid = utf8::find_invalid(from, text.end())) {
    if (!is_ascii({from, invalid})) return false;
    from = invalid == text.end() ? invalid : invalid + 1;
  }
  return true;
}

// What iconv calls the letters; empty = UTF-8.
std::string_view encoding_of(std::string_view text, bool whole) {
  if (const std::string_view wide = utf16_of(text); !wide.empty()) return wide;
  return is_windows_1252(text, whole) ? "WINDOWS-1252" : "";
}

class Decoder {
 public:
  explicit Decoder(std::string_view encoding)
      : handle_(encoding.empty() ? none : ::iconv_open("UTF-8", std::string(encoding).c_str())) {
    if (!encoding.empty() && handle_ == none)
      throw Error(ErrorKind::source, {}, fmt::format("this system cannot convert {}", encoding),
                  fmt::format("convert the file, e.g. `iconv -f {} -t utf-8`", encoding));
  }
  ~Decoder() {
    if (handle_ != none) ::iconv_close(handle_);
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // What no letter is becomes U+FFFD; the beginning of a letter waits for its rest.
  std::string decoded(std::string_view block) {
    if (handle_ == none) return std::string(block);
    rest_.append(block);
    std::string text;
    char* from = rest_.data();
    std::size_t left = rest_.size();
    while (left > 0) {
      char buffer[4096];
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const bool failed = ::iconv(handle_, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
      const int why = failed ? errno : 0;
      text.append(buffer, static_cast<std::size_t>(to - buffer));
      if (why == EINVAL) break;
      if (why != EILSEQ) continue;
      text += "\xef\xbf\xbd";
      ++from;
      --left;
    }
    rest_.erase(0, rest_.size() - left);
    return text;
  }

 private:
  static inline const iconv_t none = reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr)
  iconv_t handle_;
  std::string rest_;
};

std::string_view first_line(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text.substr(0, text.find_first_of("\r\n"));
}

// What stands below so many lines.
std::string_view below(std::string_view text, std::size_t lines) {
  for (; lines > 0; --lines) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return text;
}

// ";" of sep=; and "sep=;"; empty = another line.
std::string separator_of(std::string_view line) {
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 1) line = line.substr(1, line.size() - 2);
  return line.size() == 5 && lower(std::string(line.substr(0, 4))) == "sep=" ? std::string(line.substr(4))
                                                                             : std::string();
}

// The delimiter, declared or the most frequent of the header, that a space follows wherever it stands there; '\0' = none.
char spaced_delimiter(std::string_view header, const std::string& declared) {
  const std::string_view known = declared.empty() ? ",;|\t" : std::string_view(declared);
  const auto count = [&](char c) { return std::ranges::count(header, c); };
  const char most = std::ranges::max(known, {}, count);
  if (count(most) == 0 || std::ranges::count_if(known, [&](char c) { return count(c) == count(most); }) > 1)
    return '\0';
  for (std::size_t i = header.find(most); i != std::string_view::npos; i = header.find(most, i + 1))
    if (!header.substr(i + 1).starts_with(' ')) return '\0';
  return most;
}

// What of a file is not written to its copy.
struct LeftOut {
  std::size_t lines = 0;  // above the header
  char spaced = '\0';     // the delimiter whose following spaces are
  char trailing = '\0';   // the delimiter that is at the end of each row
};

// Writes what it is given in lines that all end alike, without what is left out.
class LineCopy {
 public:
  LineCopy(const std::string& path, const LeftOut& left_out) : out_(path, std::ios::binary), left_out_(left_out) {}
  void put(std::string_view text) {
    for (const char c : text) put(c);
  }
  bool end() {
    if (held_) out_.put(left_out_.trailing);
    out_.flush();
    return out_.good();
  }

 private:
  void put(char c) {
    const bool after_return = std::exchange(last_, c) == '\r';
    if (c == '\n' && after_return) return;
    if (c == '\r') c = '\n';
    if (left_out_.lines > 0) {
      left_out_.lines -= c == '\n';
      return;
    }
    if (c == '"') quoted_ = !quoted_;
    if (c == ' ' && after_delimiter_ && !quoted_) return;
    after_delimiter_ = !quoted_ && c == left_out_.spaced && left_out_.spaced != '\0';
    if (std::exchange(held_, !quoted_ && c == left_out_.trailing && left_out_.trailing != '\0') && c != '\n')
      out_.put(left_out_.trailing);
    if (!held_) out_.put(c);
  }

  std::ofstream out_;
  LeftOut left_out_;
  char last_ = '\0';
  bool quoted_ = false, after_delimiter_ = false, held_ = false;
};

void write_copy(const std::string& file, const std::string& path, std::string_view encoding, const LeftOut& left_out,
                const Context& context) {
  Decoder decoder(encoding);
  LineCopy copy(path, left_out);
  std::ifstream input(file, std::ios::binary);
  std::string block(block_bytes, '\0');
  while (input) {
    context.stop_if_cancelled();
    input.read(block.data(), static_cast<std::streamsize>(block.size()));
    copy.put(decoder.decoded(std::string_view(block).substr(0, static_cast<std::size_t>(input.gcount()))));
  }
  if (!copy.end()) throw not_written(path);
}

// Lines that end in CR LF, and others in LF, outside of quotation marks.
bool mixes_line_ends(std::string_view text) {
  if (text.find('\r') == std::string_view::npos) return false;
  bool quoted = false, with_return = false, without = false;
  for (std::size_t i = 0; i < text.size() && !(with_return && without); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) (i > 0 && text[i - 1] == '\r' ? with_return : without) = true;
  }
  return with_return && without;
}

}  // namespace

Error not_written(const std::string& path) {
  return {ErrorKind::source,
          {.file = path},
          fmt::format("cannot be written: {}", std::strerror(errno)),
          "make room there, or set TMPDIR to another folder"};
}

std::vector<std::string> paths_of(const std::vector<ReadableFile>& files) {
  std::vector<std::string> paths;
  for (const ReadableFile& file : files) paths.push_back(file.path);
  return paths;
}

std::string beginning_of(const std::string& file, std::size_t bytes) {
  std::ifstream input(file, std::ios::binary);
  std::string text(std::min<std::uintmax_t>(bytes, std::filesystem::file_size(file)), '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  return text;
}

std::shared_ptr<const void> removed_at_the_end(const std::string& path) {
  return {static_cast<const void*>(nullptr), [path](const void*) {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
          }};
}

ReadableFile readable(ReadableFile file, const std::string& delimiter, const Context& context) {
  const std::string raw = beginning_of(file.path, looked_at_bytes);
  const std::string_view encoding = encoding_of(raw, raw.size() < looked_at_bytes);
  const std::string begin = Decoder(encoding).decoded(std::string_view(raw).substr(0, block_bytes));
  const std::string_view first = first_line(begin);
  const std::string separator = separator_of(first);
  const std::string_view table = below(begin, separator.empty() ? 0 : 1);
  const Preamble preamble = preamble_of(table, separator.empty() ? delimiter : separator);
  LeftOut left_out{preamble.lines_above_header + !separator.empty(), '\0', preamble.trailing};
  left_out.spaced = spaced_delimiter(first_line(below(table, preamble.lines_above_header)), delimiter);
  if (!separator.empty()) file.delimiter = separator;
  std::vector<std::string> how;
  if (!file.read_as.empty()) how.push_back(file.read_as);
  const std::size_t known = how.size();
  if (!encoding.empty())
    how.push_back(
        say(MessageId::input_converted, {{"encoding", encoding.starts_with("UTF-16") ? "UTF-16" : "Windows-1252"}}));
  if (!separator.empty()) how.push_back(say(MessageId::input_without_first_line, {{"line", std::string(first)}}));
  if (const std::size_t lines = preamble.lines_above_header; lines > 0)
    how.push_back(say(lines == 1 ? MessageId::input_without_line_above : MessageId::input_without_lines_above,
                      {{"lines", std::to_string(lines)}}));
  if (left_out.spaced != '\0')
    how.push_back(say(MessageId::input_without_spaces, {{"delimiter", std::string(1, left_out.spaced)}}));
  if (left_out.trailing != '\0')
    how.push_back(say(MessageId::input_without_trailing, {{"delimiter", std::string(1, left_out.trailing)}}));
  if (encoding.empty() && mixes_line_ends(raw)) how.push_back(say(MessageId::input_line_ends));
  if (how.size() == known) return file;
  const std::string path = temporary_file();
  const std::shared_ptr<const void> copy = removed_at_the_end(path);
  write_copy(file.path, path, encoding, left_out, context);
  file.path = path;
  file.copy = copy;
  file.lines_left_out += left_out.lines;
  file.read_as = fmt::format("{}", fmt::join(how, ", "));
  return file;
}

}  // namespace payoff
