// A JSON file: refused, or every record of it accounted for.
#include "fuzz/fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".json");
  file.write(fuzz::text_of(data, size));
  fuzz::require_accounted(file);
  return 0;
}
