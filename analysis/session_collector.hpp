// Keeps what a pass says, in a session; poses go on to whoever takes them.
#pragma once

#include "analysis/analyze.hpp"
#include "analysis/session_listener.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

class SessionCollector : public SessionListener {
  public:
    SessionCollector(Session& session, const PoseSink& poses) : session_(session), poses_(poses) {}
    void on_pose(const PelvisPose& pose) override { poses_(pose); }
    void on_event(const GaitEvent& event) override { session_.events.push_back(event); }
    void on_stride(const Stride& stride) override { session_.strides.push_back(stride); }
    void on_turn(const Turn& turn) override { session_.report.turns.push_back(turn); }
    void on_calibration(const Calibration& calibration) override {
        session_.report.calibrations.push_back(calibration);
    }
    void on_live_contact(const LiveContact& contact) override { session_.live_contacts.push_back(contact); }

  private:
    Session& session_;
    const PoseSink& poses_;
};

}  // namespace sacrum::analysis
