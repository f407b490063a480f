// Takes out what says who was measured, with which device and when.
#pragma once

#include "sinks/export/exported_session.hpp"

namespace sacrum::sinks {

// The recording's name, the device's serial number and address and the text of marks go, stages are numbered
// instead of named; a date becomes 1925-01-01T00:00:00 (BIDS asks for 1925 or earlier). Kind, time and number
// of marks stay, and so does the model of the device. A body's way of moving cannot be taken out and may tell
// who it is.
void deidentify(ExportedSession& exported);

}  // namespace sacrum::sinks
