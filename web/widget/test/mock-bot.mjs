/** What the stand-in answers: just enough conversation to show everything the widget can draw. */
const words = {
  uk: {
    hello: 'Вітаю! Я бот крамниці **Дім-Зв’язок**. Допоможу із замовленням, доставкою чи поверненням.',
    ask: 'Назвіть, будь ласка, номер замовлення. Він починається з `#W`.',
    found: 'Знайшла Ваше замовлення:',
    cancel: 'Скасувати',
    keep: 'Залишити',
    done: 'Готово, замовлення скасовано. Гроші повернуться на картку за:\n\n- 1–2 дні для Visa\n- до 5 днів для решти\n\nДокладно: [умови повернення](https://dim.example/returns)',
    queue: 'Передаю розмову фахівцю.',
    agent: 'Добрий день! Мене звати Оксана, я вже бачу Вашу розмову з ботом. Зараз усе перевірю.',
    what: 'Не певна, що зрозуміла. Оберіть, будь ласка, або напишіть інакше.',
    where: 'Де моє замовлення?',
    back: 'Хочу повернути товар',
    hours: 'Графік роботи',
    check: 'Шукаю замовлення',
    name: 'Оксана Коваль',
    card: {
      title: 'Замовлення #W2378156',
      sub: 'від 12 березня',
      label: 'В дорозі',
      to: 'Доставка',
      place: 'Львів, відділення № 12',
      when: 'Очікуємо',
      day: '18 березня',
      sum: 'Разом',
      total: '12 480 ₴',
      item: 'Роутер Mesh X3, комплект із двох',
      qty: '1 шт.',
      cable: 'Кабель мережевий, 10 м',
      two: '2 шт.',
    },
  },
  en: {
    hello: 'Hello! I am the bot of **Dim-Zviazok**. I can help with orders, delivery and returns.',
    ask: 'What is the order number, please? It starts with `#W`.',
    found: 'Here is your order:',
    cancel: 'Cancel it',
    keep: 'Keep it',
    done: 'Done, the order is cancelled. The money will be back on your card in:\n\n- 1–2 days for Visa\n- up to 5 days for others\n\nMore: [return terms](https://dim.example/returns)',
    queue: 'I am handing this over to a person.',
    agent:
      'Good afternoon! I am Oksana, I can already see your conversation with the bot. Let me check everything.',
    what: 'I am not sure I understood. Please choose, or put it another way.',
    where: 'Where is my order?',
    back: 'I want to return something',
    hours: 'Opening hours',
    check: 'Looking up the order',
    name: 'Oksana Koval',
    card: {
      title: 'Order #W2378156',
      sub: 'of 12 March',
      label: 'On its way',
      to: 'Delivery',
      place: 'Lviv, branch No. 12',
      when: 'Expected',
      day: '18 March',
      sum: 'Total',
      total: '₴12,480',
      item: 'Mesh router X3, pack of two',
      qty: '1 pc',
      cable: 'Network cable, 10 m',
      two: '2 pcs',
    },
  },
};

const say = (text, more = {}) => ({ type: 'message', actor: 'bot', text, ...more });

export const reply = {
  greeting(locale) {
    const w = words[locale];
    return say(w.hello, {
      lang: locale,
      buttons: [
        { id: 'where', title: w.where, style: 'primary' },
        { id: 'back', title: w.back },
        { id: 'hours', title: w.hours },
      ],
    });
  },

  to(conversation, body) {
    const w = words[conversation.locale];
    if (body.button === 'person' || /людин|person/i.test(body.text ?? '')) {
      return [
        say(w.queue),
        { type: 'owner', actor: 'system', owner: 'queue', wait_seconds: 180 },
        { type: 'owner', actor: 'agent', owner: 'agent', name: w.name },
        { type: 'message', actor: 'agent', name: w.name, text: w.agent },
      ];
    }
    if (conversation.owner === 'agent') return [];
    if (body.button === 'where' || /замовлення|order/i.test(body.text ?? '')) return [say(w.ask)];
    if (/#?W\d+/i.test(body.text ?? '')) return card(w);
    if (body.button === 'cancel')
      return [
        say(w.done, { citations: [{ title: w.back, url: 'https://dim.example/returns', article_id: 'a1' }] }),
      ];
    return [
      say(w.what, {
        buttons: [
          { id: 'where', title: w.where },
          { id: 'back', title: w.back },
        ],
      }),
    ];
  },
};

function card(w) {
  const c = w.card;
  const effect = `e${Math.random()}`;
  return [
    { type: 'action', actor: 'bot', action: 'get_order', title: w.check, status: 'running', effect },
    { type: 'action', actor: 'bot', action: 'get_order', title: w.check, status: 'succeeded', effect },
    say(w.found, {
      cards: [
        {
          kind: 'order',
          title: c.title,
          subtitle: c.sub,
          status: { label: c.label, tone: 'info', progress: 0.6 },
          fields: [
            { label: c.to, value: c.place },
            { label: c.when, value: c.day },
            { label: c.sum, value: c.total },
          ],
          items: [
            { title: c.item, detail: c.qty, value: '11 200 ₴' },
            { title: c.cable, detail: c.two, value: '1 280 ₴' },
          ],
          buttons: [
            { id: 'cancel', title: w.cancel, style: 'danger' },
            { id: 'keep', title: w.keep },
          ],
        },
      ],
    }),
  ];
}
