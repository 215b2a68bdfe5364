/** The one ticking clock of the page: everything that counts seconds reads `clock.now`. */
class Clock {
  now = $state(Date.now());

  start(): () => void {
    const tick = () => {
      if (!document.hidden) this.now = Date.now();
    };
    const timer = setInterval(tick, 1000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }
}

export const clock = new Clock();
