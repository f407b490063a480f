// A callable in two words that a stage hands its results to. It does not own what it calls: never keep one.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace sacrum {

template <class T>
class Emit {
  public:
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Emit> && std::is_invocable_v<F&, const T&>)
        Emit(F&& receiver)  // NOLINT(google-explicit-constructor): a lambda is handed over where an Emit is
                            // asked for
        : receiver_(const_cast<void*>(static_cast<const void*>(std::addressof(receiver)))),
          call_([](void* target, const T& item) {
              (*static_cast<std::remove_reference_t<F>*>(target))(item);
          }) {}
    void operator()(const T& item) const { call_(receiver_, item); }

  private:
    void* receiver_;
    void (*call_)(void*, const T&);
};

}  // namespace sacrum
