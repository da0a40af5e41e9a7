#include "base/particles.hpp"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <stdexcept>

#include "base/letters.hpp"

namespace payoff {
namespace {

constexpr char32_t first_syllable = 0xAC00, last_syllable = 0xD7A3;

bool is_syllable(char32_t c) {
  return c >= first_syllable && c <= last_syllable;
}

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_vowel(char32_t c) {
  return std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos;
}

// 영 일 이 삼 사 오 육 칠 팔 구; what ends in 0 is 십, 백, 천, 만 or 억.
LastSound sound_of_digit(char32_t digit) {
  constexpr LastSound c = LastSound::consonant, v = LastSound::vowel, r = LastSound::rieul;
  constexpr LastSound sounds[] = {c, r, v, c, v, v, c, r, r, v};
  return sounds[digit - '0'];
}

// 엘, 알; 엠, 엔; the names of all others end in a vowel.
LastSound sound_of_letter(char32_t letter) {
  if (letter == 'L' || letter == 'R') return LastSound::rieul;
  return letter == 'M' || letter == 'N' ? LastSound::consonant : LastSound::vowel;
}

// Of a word in small letters: -l is ㄹ; -m, -n and -ng close a syllable, and so do p, t, k, b and c behind one short vowel;
// all others take a vowel of their own (데스크, 케이스), and so do r and a silent e behind them.
LastSound sound_of_latin_word(std::u32string_view word) {
  if (word.ends_with(U"ge") || word.ends_with(U"ce")) return LastSound::vowel;  // 체인지, 서비스
  const bool silent_e = word.size() > 3 && word.back() == 'e' && !is_vowel(word[word.size() - 2]);
  if (silent_e) word.remove_suffix(1);
  const bool doubled = word.size() > 2 && (word.ends_with(U"ck") || word.back() == word[word.size() - 2]);
  if (doubled && !is_vowel(word.back())) word.remove_suffix(1);
  const char32_t last = word.back();
  if (last == 'l') return LastSound::rieul;
  if (last == 'm' || last == 'n' || word.ends_with(U"ng")) return LastSound::consonant;
  const bool stops = std::u32string_view(U"ptkbc").find(last) != std::u32string_view::npos;
  const bool short_vowel =
      word.size() > 1 && is_vowel(word[word.size() - 2]) && (word.size() < 3 || !is_vowel(word[word.size() - 3]));
  return stops && short_vowel && !silent_e ? LastSound::consonant : LastSound::vowel;
}

LastSound sound_of_latin(std::u32string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_latin(text[begin - 1])) --begin;
  std::u32string word(text.substr(begin));
  const char32_t last = word.back();
  if (word.size() == 1 || (last >= 'A' && last <= 'Z')) return sound_of_letter(last >= 'a' ? last - 'a' + 'A' : last);
  std::ranges::transform(word, word.begin(), [](char32_t c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
  return sound_of_latin_word(word);
}

// Without what is not read at its end: quotes, points, and a bracket with what it holds.
std::u32string_view without_end(std::u32string_view text) {
  constexpr std::u32string_view passed_over = U" .,!?'\"’”»…*]";
  while (!text.empty()) {
    if (text.back() == ')') {
      const std::size_t open = text.rfind(U'(');
      if (open == std::u32string_view::npos || open == 0) return text.substr(0, text.size() - 1);
      text = text.substr(0, open);
    } else if (passed_over.find(text.back()) != std::u32string_view::npos) {
      text.remove_suffix(1);
    } else {
      break;
    }
  }
  return text;
}

}  // namespace

bool begins_in_hangul(std::string_view text) {
  const std::u32string read = utf8::utf8to32(utf8::replace_invalid(text));
  return !read.empty() && is_syllable(read.front());
}

LastSound last_sound(std::string_view word) {
  const std::u32string text = utf8::utf8to32(utf8::replace_invalid(word));
  const std::u32string_view read = without_end(text);
  if (read.empty()) return LastSound::unknown;
  const char32_t last = read.back();
  if (is_syllable(last)) {
    constexpr char32_t finals = 28, rieul = 8;
    const char32_t final = (last - first_syllable) % finals;
    return final == 0 ? LastSound::vowel : final == rieul ? LastSound::rieul : LastSound::consonant;
  }
  if (last >= '0' && last <= '9') return sound_of_digit(last);
  if (is_latin(last)) return sound_of_latin(read);
  return last == '%' ? LastSound::vowel : LastSound::unknown;  // 퍼센트
}

std::string particle(std::string_view word, std::string_view with_consonant) {
  struct Pair {
    std::string_view with_consonant, with_vowel;
  };
  constexpr Pair pairs[] = {{"은", "는"},   {"이", "가"},   {"을", "를"},  {"과", "와"},
                            {"으로", "로"}, {"이라", "라"}, {"이었", "였"}};
  const auto pair = std::ranges::find(pairs, with_consonant, &Pair::with_consonant);
  if (pair == std::end(pairs)) throw std::logic_error(fmt::format("'{}' is no particle", with_consonant));
  const LastSound sound = last_sound(word);
  if (sound == LastSound::unknown) {
    if (with_consonant == "으로") return "(으)로";
    return fmt::format("{}({})", pair->with_consonant, pair->with_vowel);
  }
  const bool as_vowel = sound == LastSound::vowel || (sound == LastSound::rieul && with_consonant == "으로");
  return std::string(as_vowel ? pair->with_vowel : pair->with_consonant);
}

}  // namespace payoff
