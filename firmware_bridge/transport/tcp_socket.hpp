// What client and server do alike with a connected TCP socket.
#pragma once

#include <string>

namespace sacrum::firmware_bridge {

// Sends at once, and lets a peer that vanished without a word be noticed within about ten seconds.
void prepare_connection(int socket);

// Why a connection was lost: an errno, or 0 where the other side closed it.
std::string connection_loss_in_words(int error);

}  // namespace sacrum::firmware_bridge
