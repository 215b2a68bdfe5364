/** What screen readers hear without moving focus, and the short-lived notices that eyes see. */
export interface Notice {
  id: number;
  text: string;
  tone: 'plain' | 'success' | 'danger';
  action?: { title: string; run: () => void };
}

class Live {
  /** Polite announcement; the text changes even when the same thing is said twice. */
  spoken = $state('');
  notices = $state.raw<Notice[]>([]);
  #next = 1;

  say(text: string): void {
    this.spoken = this.spoken === text ? `${text}\u00a0` : text;
  }

  notify(text: string, tone: Notice['tone'] = 'plain', action?: Notice['action']): void {
    const notice = { id: this.#next++, text, tone, action };
    this.notices = [...this.notices.slice(-2), notice];
    setTimeout(() => this.dismiss(notice.id), action ? 9000 : 5000);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }
}

export const live = new Live();
