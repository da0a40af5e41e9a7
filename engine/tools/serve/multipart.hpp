// A form with files, as browsers and curl -F send it (RFC 7578).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

struct FormPart {
  std::string name, file_name;  // of the field; of the file, empty where it is none
  std::string bytes;
};

// content_type: with its boundary. Throws Error(usage) for what is not such a form.
std::vector<FormPart> read_multipart(std::string_view content_type, std::string_view body);

}  // namespace payoff
