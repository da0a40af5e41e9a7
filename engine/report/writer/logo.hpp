// The study's logo, as part of the page: a picture that is hostile like all else. In an <img> a browser runs no script of an
// SVG and fetches nothing that it names, and the policy of the page allows it pictures of its own alone.
#pragma once

#include <string>
#include <string_view>

namespace payoff {

inline constexpr std::size_t most_logo_bytes = 200'000;

// "image/png", "image/jpeg" or "image/svg+xml", by its first bytes; empty for all else, and for an SVG that declares entities.
std::string_view logo_type(std::string_view bytes);

// As a "data:" URI. Empty without a logo, and for what may not be one.
std::string logo_markup(std::string_view bytes);

// Two lines high, beside the title; an SVG without a size has one by that. On dark pages it stands on white, for which logos
// are drawn.
inline constexpr std::string_view logo_style = R"css(
.logo { float: right; margin: -.6rem 0 .2rem 1rem; line-height: 0; }
.logo img { height: 2.2rem; max-width: 12rem; object-fit: contain; object-position: right; }
@media (max-width: 46rem) { .logo img { height: 1.7rem; max-width: 6rem; } }
@media screen and (prefers-color-scheme: dark) { .logo img { background: #fff; padding: .2rem .4rem; border-radius: .3rem; } }
@media print { .logo img { height: .8cm; max-width: 5cm; } }
)css";

}  // namespace payoff
