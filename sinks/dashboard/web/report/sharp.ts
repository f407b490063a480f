// A canvas has as many points as the screen it is drawn for, and paper has more. What draws asks the window how many; this is
// loaded before it.
const ofPaper = 4; // 384 points an inch
Object.defineProperty(window, "devicePixelRatio", { value: Math.max(ofPaper, window.devicePixelRatio), configurable: true });
