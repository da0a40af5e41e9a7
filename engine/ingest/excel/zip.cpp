#include "ingest/excel/zip.hpp"

#include <minizip/unzip.h>

#include <array>
#include <utility>

namespace payoff {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 16, largest_part_bytes = std::size_t{4} << 30;

}  // namespace

Zip::Zip(const std::string& file, std::string remedy)
    : file_(file), remedy_(std::move(remedy)), archive_(::unzOpen64(file.c_str()), [](void* archive) {
        if (archive) ::unzClose(archive);
      }) {
  if (!archive_) throw damaged("is an archive that cannot be opened");
}

Error Zip::damaged(const std::string& how) const {
  return {ErrorKind::data, {.file = file_}, how, remedy_};
}

std::vector<std::string> Zip::parts() const {
  std::vector<std::string> names;
  std::array<char, 1024> name{};
  for (int found = ::unzGoToFirstFile(archive_.get()); found == UNZ_OK; found = ::unzGoToNextFile(archive_.get())) {
    ::unzGetCurrentFileInfo64(archive_.get(), nullptr, name.data(), name.size() - 1, nullptr, 0, nullptr, 0);
    names.emplace_back(name.data());
  }
  return names;
}

bool Zip::has(const std::string& part) {
  constexpr int any_case = 2;
  return ::unzLocateFile(archive_.get(), part.c_str(), any_case) == UNZ_OK;
}

void Zip::read(const std::string& part, const std::function<void(std::string_view)>& take) {
  if (!has(part) || ::unzOpenCurrentFile(archive_.get()) != UNZ_OK) throw damaged("is damaged: it has no " + part);
  std::unique_ptr<void, int (*)(void*)> open(archive_.get(), ::unzCloseCurrentFile);
  std::vector<char> block(block_bytes);
  std::size_t taken = 0;
  for (;;) {
    const int bytes = ::unzReadCurrentFile(archive_.get(), block.data(), static_cast<unsigned>(block.size()));
    if (bytes < 0) throw damaged("is damaged: " + part + " cannot be unpacked");
    if (bytes == 0) break;
    taken += static_cast<std::size_t>(bytes);
    if (taken > largest_part_bytes) throw damaged("is larger than 4 GB when unpacked, but must be smaller");
    take({block.data(), static_cast<std::size_t>(bytes)});
  }
  unz_file_info64 said{};
  ::unzGetCurrentFileInfo64(archive_.get(), &said, nullptr, 0, nullptr, 0, nullptr, 0);
  if (::unzCloseCurrentFile(open.release()) == UNZ_CRCERROR || taken != said.uncompressed_size)
    throw damaged("is damaged: " + part + " has changed");
}

}  // namespace payoff
