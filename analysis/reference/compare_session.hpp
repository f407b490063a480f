// Holds a session against a reference, quantity by quantity.
//
// Contacts of one kind are paired one to one within the tolerance, whatever their side. A contact that only
// the recording has counts as extra while the reference saw gait: between contacts less than 2.5 s apart. A
// stance or stride of the reference is compared where the recording has the contacts that bound it. Drop and
// stride time are those of the recording's valid strides; the drop of the reference is made by the same rule
// from its obliquity and its contacts (docs/metrics.md).
#pragma once

#include "domain/comparison.hpp"
#include "domain/reference.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// `alignment` as found by align().
ReferenceComparison compare_session(const Session& session, const Reference& reference,
                                    const Alignment& alignment);

}  // namespace sacrum::analysis
