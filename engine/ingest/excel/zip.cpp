#include "ingest/excel/zip.hpp"

#include <minizip/unzip.h>

#include <vector>

namespace payoff {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 16, largest_part_bytes = std::size_t{4} << 30;

}  // namespace

Zip::Zip(const std::string& file)
    : file_(file), archive_(::unzOpen64(file.c_str()), [](void* archive) {
        if (archive) ::unzClose(archive);
      }) {
  if (!archive_) throw damaged("is no workbook that can be opened");
}

Error Zip::damaged(const std::string& how) const {
  return {ErrorKind::data,
          {.file = file_},
          how,
          "save it again as an Excel workbook (.xlsx), without a password, or as CSV (UTF-8)"};
}

bool Zip::has(const std::string& part) {
  constexpr int any_case = 2;
  return ::unzLocateFile(archive_.get(), part.c_str(), any_case) == UNZ_OK;
}

void Zip::read(const std::string& part, const std::function<void(std::string_view)>& take) {
  if (!has(part) || ::unzOpenCurrentFile(archive_.get()) != UNZ_OK)
    throw damaged("is a damaged workbook: it has no " + part);
  const std::unique_ptr<void, int (*)(void*)> open(archive_.get(), ::unzCloseCurrentFile);
  std::vector<char> block(block_bytes);
  std::size_t taken = 0;
  for (;;) {
    const int bytes = ::unzReadCurrentFile(archive_.get(), block.data(), static_cast<unsigned>(block.size()));
    if (bytes < 0) throw damaged("is a damaged workbook: " + part + " cannot be unpacked");
    if (bytes == 0) break;
    taken += static_cast<std::size_t>(bytes);
    if (taken > largest_part_bytes) throw damaged("is larger than 4 GB when unpacked, but must be smaller");
    take({block.data(), static_cast<std::size_t>(bytes)});
  }
}

}  // namespace payoff
