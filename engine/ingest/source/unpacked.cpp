#include "ingest/source/unpacked.hpp"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <vector>

#include "ingest/excel/workbook.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

Error damaged(const std::string& file, const std::string& how) {
  return {ErrorKind::data, {.file = file}, how, "download or export it again"};
}

// The copy, block by block.
class Copy {
 public:
  Copy(const std::string& file, const std::string& path, std::uintmax_t most_bytes, const Context& context)
      : file_(file), path_(path), left_(most_bytes), out_(path, std::ios::binary), context_(context) {}

  void put(std::string_view block) {
    context_.stop_if_cancelled();
    if (block.size() > left_)
      throw Error(ErrorKind::usage, {.file = file_},
                  "is too large when unpacked for a study that is not trusted, which may take 4 GB",
                  "run it without --untrusted if you know who wrote it");
    left_ -= block.size();
    if (!out_.write(block.data(), static_cast<std::streamsize>(block.size()))) throw not_written(path_);
  }
  void end() {
    if (!out_.flush()) throw not_written(path_);
  }

 private:
  std::string file_, path_;
  std::uintmax_t left_;
  std::ofstream out_;
  const Context& context_;
};

// Also what is not packed, as it is.
void unpack_gzip(const std::string& file, Copy& copy) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> packed(::gzopen(file.c_str(), "rb"), ::gzclose);
  std::vector<char> block(buffer_bytes);
  int bytes = packed ? 1 : -1;
  while (bytes > 0) {
    bytes = ::gzread(packed.get(), block.data(), static_cast<unsigned>(block.size()));
    if (bytes > 0) copy.put({block.data(), static_cast<std::size_t>(bytes)});
  }
  int fault = Z_OK;
  if (packed) ::gzerror(packed.get(), &fault);
  if (fault == Z_BUF_ERROR) throw damaged(file, "is cut off: its packed text has no end");
  if (bytes < 0 || fault != Z_OK) throw damaged(file, "is damaged: it cannot be unpacked");
}

void unpack_zstandard(const std::string& file, Copy& copy) {
  const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(::ZSTD_createDCtx(), ::ZSTD_freeDCtx);
  std::ifstream input(file, std::ios::binary);
  std::vector<char> packed(buffer_bytes), block(buffer_bytes);
  std::size_t missing = 0;  // 0 at the end of a frame
  while (input.read(packed.data(), static_cast<std::streamsize>(packed.size())), input.gcount() > 0) {
    ZSTD_inBuffer in{packed.data(), static_cast<std::size_t>(input.gcount()), 0};
    bool full = false;
    while (in.pos < in.size || full) {
      ZSTD_outBuffer out{block.data(), block.size(), 0};
      missing = ::ZSTD_decompressStream(context.get(), &out, &in);
      if (::ZSTD_isError(missing)) throw damaged(file, "is damaged: it cannot be unpacked");
      copy.put({block.data(), out.pos});
      full = out.pos == out.size;
    }
  }
  if (missing > 0) throw damaged(file, "is cut off: its packed text has no end");
}

// The one file in an archive that is no workbook; empty = a workbook of some kind.
std::string only_part(const Zip& archive) {
  std::vector<std::string> names = archive.parts();
  for (const std::string& name : names)
    if (name.starts_with("xl/") || name == "mimetype" || name == "[Content_Types].xml") return {};
  std::erase_if(names, [](const std::string& name) { return name.ends_with('/') || name.starts_with("__MACOSX/"); });
  if (names.size() != 1)
    throw Error(ErrorKind::data, {.file = archive.file()},
                fmt::format("is an archive of {} files, but must hold one", names.size()),
                "unpack it, and name in data.files those that belong together");
  return names.front();
}

}  // namespace

ReadableFile unpacked(const std::string& file, std::uintmax_t most_bytes, const Context& context) {
  ReadableFile result{file, file, file};
  const std::string first = beginning_of(file, 4);
  const bool zip = first == "PK\x03\x04" && !is_named_as_workbook(file), zstandard = first == "\x28\xb5\x2f\xfd";
  const bool named_so = file.ends_with(".gz") || file.ends_with(".zst");  // the database would unpack it
  if (!zip && !zstandard && !named_so && !first.starts_with("\x1f\x8b")) return result;
  std::optional<Zip> archive;
  if (zip) archive.emplace(file, "download or export it again");
  const std::string part = zip ? only_part(*archive) : "";
  if (zip && part.empty()) return result;
  result.path = temporary_file();
  result.copy = removed_at_the_end(result.path);
  Copy copy(file, result.path, most_bytes, context);
  if (zip)
    archive->read(part, [&](std::string_view block) { copy.put(block); });
  else if (zstandard)
    unpack_zstandard(file, copy);
  else
    unpack_gzip(file, copy);
  copy.end();
  return result;
}

}  // namespace payoff
