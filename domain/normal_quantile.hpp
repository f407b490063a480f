#pragma once

namespace sacrum {

// 95 % of a normal distribution lies within so many standard deviations of its mean.
inline constexpr double kNormal95 = 1.959964;

// MDC95 per SEM: the difference of two values, each with the same error, is √2 as uncertain as one.
inline constexpr double kMdc95PerSem = kNormal95 * 1.414213562;

}  // namespace sacrum
