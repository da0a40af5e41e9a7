// Quantiles and tail probabilities of the distributions that intervals and tests use.
// df may be infinity, which means the normal distribution. What is not defined, or cannot be computed, is NaN; none throws.
#pragma once

namespace payoff {

double normal_quantile(double probability);
double normal_cdf(double x);
double student_quantile(double probability, double df);
double student_cdf(double x, double df);
double two_sided_p(double t, double df);                // 2 P(T > |t|)
double f_upper_tail(double x, double df1, double df2);  // P(F > x); df2 = infinity: chi squared / df1
double f_quantile(double probability, double df1, double df2);
// P(F > x) where the numerator has noncentrality ncp; df2 = infinity: noncentral chi squared / df1.
double noncentral_f_upper_tail(double x, double df1, double df2, double ncp);
// Quantile of |N(mean, 1)|: the critical value of an interval whose estimate may be biased by `mean` standard errors.
double folded_normal_quantile(double probability, double mean);
double triangular_quantile(double probability, double low, double mode, double high);
double beta_quantile(double probability, double alpha, double beta);

}  // namespace payoff
