/**
 * The mock's memory: conversations as gap-free logs, rows and counts as views of them, and the
 * acts of agents with the same refusals as the real server. One conversation, one writer: Node.
 */
/** Reading and delivery are no news: they must not shuffle the inbox. */
const moves = new Set(['started', 'message', 'note', 'owner', 'handoff', 'resolved', 'reopened', 'parked']);

export class Refusal extends Error {
  constructor(status, code, detail, more = {}) {
    super(detail);
    Object.assign(this, { status, code, detail, more });
  }
}

export class World {
  conversations = new Map();
  /** Called with (conversation, event) after each event, and with (conversation) after any change. */
  onEvent = () => {};
  onChange = () => {};
  #number = 4800;

  add({ id, contact, events = [], ...rest }) {
    const conversation = {
      id,
      number: ++this.#number,
      channel: 'web',
      status: 'open',
      owner: { kind: 'bot' },
      lang: 'uk',
      issue: '',
      priority: 'normal',
      slots: [],
      actions: [],
      effects: [],
      ...rest,
      contact: { id: `contact-${id}`, level: 'anonymous', attributes: {}, ...contact },
      log: [],
      read: new Map(),
      answers: new Map(),
    };
    this.conversations.set(id, conversation);
    for (const event of events) this.#push(conversation, event);
    return conversation;
  }

  get(id) {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Refusal(404, 'not_found', 'Такої розмови немає.');
    return conversation;
  }

  #push(conversation, { at = new Date(), ...data }) {
    const event = { seq: conversation.log.length + 1, at: new Date(at).toISOString(), ...data };
    conversation.log.push(event);
    return event;
  }

  append(conversation, data, quiet = false) {
    const event = this.#push(conversation, data);
    if (quiet) return event;
    this.onEvent(conversation, event);
    this.onChange(conversation);
    return event;
  }

  row(conversation, user) {
    const { id, number, contact, channel, status, owner, lang, issue, reason, rule, priority } = conversation;
    const messages = conversation.log.filter((event) => event.type === 'message');
    const last = messages.at(-1);
    const waiting = this.#waitingSince(conversation, messages);
    const read = conversation.read.get(user.id) ?? 0;
    return {
      id,
      number,
      contact: { id: contact.id, name: contact.name },
      channel,
      status,
      owner,
      lang,
      issue,
      ...(reason ? { reason, rule } : {}),
      priority,
      last_message: { actor: last.actor, text: last.text, at: last.at, seq: last.seq },
      ...(waiting ? { waiting_since: waiting } : {}),
      unread:
        status === 'open' &&
        (owner.kind === 'queue' || owner.id === user.id) &&
        messages.some((event) => event.actor === 'customer' && event.seq > read),
      last_seq: conversation.log.length,
      updated_at:
        conversation.log.findLast((event) => moves.has(event.type))?.at ?? new Date(0).toISOString(),
    };
  }

  #waitingSince(conversation, messages) {
    if (conversation.status !== 'open' || conversation.owner.kind === 'bot') return undefined;
    let since;
    for (const event of messages) {
      if (event.actor === 'customer') since ??= event.at;
      else if (event.actor === 'agent') since = undefined;
    }
    return since;
  }

  inView(row, view, user) {
    if (view === 'resolved') return row.status === 'resolved';
    if (row.status === 'resolved') return false;
    if (view === 'mine') return row.owner.kind === 'agent' && row.owner.id === user.id;
    if (view === 'unassigned') return row.owner.kind === 'queue';
    if (view === 'bot') return row.owner.kind === 'bot';
    return true;
  }

  counts(user) {
    const rows = [...this.conversations.values()].map((conversation) => this.row(conversation, user));
    const count = (view) => rows.filter((row) => this.inView(row, view, user)).length;
    return Object.fromEntries(
      ['mine', 'unassigned', 'all', 'bot', 'resolved'].map((view) => [view, count(view)]),
    );
  }

  inbox(user, { view, q, limit, before }) {
    const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...this.conversations.values()]
      .map((conversation) => this.row(conversation, user))
      .filter((row) => this.inView(row, view, user))
      .filter((row) => {
        const text =
          `${row.contact.name} ${row.issue} #${row.number} ${row.last_message?.text ?? ''}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) =>
        a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : a.id < b.id ? 1 : -1,
      );
    const key = (row) => Buffer.from(row.id).toString('base64url');
    const start = before ? rows.findIndex((row) => key(row) === before) + 1 : 0;
    const page = rows.slice(start, start + limit);
    return {
      rows: page,
      counts: this.counts(user),
      ...(start + limit < rows.length ? { next: key(page.at(-1)) } : {}),
    };
  }

  /** The same client_id gets the same answer and does nothing again. */
  once(conversation, clientId, act) {
    if (!clientId || clientId.length > 64) throw new Refusal(422, 'invalid_request', 'Немає client_id.');
    if (!conversation.answers.has(clientId)) conversation.answers.set(clientId, { seq: act().seq });
    return conversation.answers.get(clientId);
  }

  write(conversation, user, { client_id, text }) {
    return this.once(conversation, client_id, () => {
      if (!text?.trim()) throw new Refusal(422, 'empty_message', 'Повідомлення порожнє.');
      this.#mustOwn(conversation, user);
      return this.append(conversation, { type: 'message', actor: 'agent', name: user.name, client_id, text });
    });
  }

  note(conversation, user, { client_id, text }) {
    return this.once(conversation, client_id, () => {
      if (!text?.trim()) throw new Refusal(422, 'empty_message', 'Нотатка порожня.');
      return this.append(conversation, { type: 'note', actor: 'agent', name: user.name, client_id, text });
    });
  }

  take(conversation, user, { client_id, from_seq, force }) {
    return this.once(conversation, client_id, () => {
      const { owner } = conversation;
      if (owner.kind === 'agent' && owner.id !== user.id && !force)
        throw new Refusal(409, 'conflict', `Розмову веде ${owner.name}.`, { owner });
      const unseen = conversation.log.slice(from_seq).some((event) => event.type === 'owner');
      if (unseen && !force) throw new Refusal(409, 'conflict', 'Розмова змінилася.', { owner });
      conversation.owner = { kind: 'agent', id: user.id, name: user.name };
      const took = this.append(conversation, { type: 'took', actor: 'agent', name: user.name });
      this.append(conversation, { type: 'owner', actor: 'system', owner: 'agent', name: user.name });
      return took;
    });
  }

  giveBack(conversation, user, { client_id, note, tell }) {
    return this.once(conversation, client_id, () => {
      this.#mustOwn(conversation, user);
      conversation.owner = { kind: 'bot' };
      delete conversation.reason;
      const event = this.append(conversation, {
        type: 'returned',
        actor: 'agent',
        name: user.name,
        note,
        tell,
      });
      this.append(conversation, { type: 'owner', actor: 'system', owner: 'bot' });
      if (tell)
        this.append(conversation, { type: 'message', actor: 'bot', text: tell, lang: conversation.lang });
      return event;
    });
  }

  resolve(conversation, user, { client_id, outcome, summary }) {
    return this.once(conversation, client_id, () => {
      const { owner } = conversation;
      if (owner.kind === 'agent' && owner.id !== user.id)
        throw new Refusal(409, 'not_owner', `Розмову веде ${owner.name}.`, { owner });
      conversation.status = 'resolved';
      conversation.owner = { kind: 'nobody' };
      return this.append(conversation, {
        type: 'resolved',
        actor: 'agent',
        name: user.name,
        outcome,
        summary,
      });
    });
  }

  reopen(conversation, user, { client_id }) {
    return this.once(conversation, client_id, () => {
      conversation.status = 'open';
      conversation.owner = { kind: 'agent', id: user.id, name: user.name };
      const event = this.append(conversation, { type: 'reopened', actor: 'agent', name: user.name });
      this.append(conversation, { type: 'owner', actor: 'agent', owner: 'agent', name: user.name });
      return event;
    });
  }

  read(conversation, user, { seq }) {
    if ((conversation.read.get(user.id) ?? 0) >= seq) return;
    conversation.read.set(user.id, seq);
    this.append(conversation, { type: 'read', actor: 'agent', name: user.name, reader: 'agent', upto: seq });
  }

  retry(conversation, effectId) {
    const effect = conversation.effects.find((other) => other.id === effectId);
    if (!effect) throw new Refusal(404, 'not_found', 'Такої дії немає.');
    if (effect.state !== 'parked') throw new Refusal(409, 'conflict', 'Дія вже виконується.');
    Object.assign(effect, { state: 'done', attempts: effect.attempts + 1, last_error: '' });
    this.append(conversation, {
      type: 'action',
      actor: 'system',
      action: effect.action,
      status: 'succeeded',
      effect: effect.id,
      result: { refunded: true },
    });
  }

  #mustOwn(conversation, user) {
    const { owner } = conversation;
    if (owner.kind !== 'agent' || owner.id !== user.id)
      throw new Refusal(
        409,
        'not_owner',
        owner.kind === 'agent' ? `Розмову веде ${owner.name}.` : 'Спершу візьміть розмову.',
        { owner },
      );
  }
}
