/** A believable afternoon at a shop's support: calm and angry, short and endless, in two languages. */
import { longThread } from './seed-long.mjs';

const minute = 60_000;
let now = Date.now();
const ago = (minutes) => new Date(now - minutes * minute);

const message = (actor, minutes, text, more = {}) => ({
  type: 'message',
  actor,
  at: ago(minutes),
  text,
  lang: 'uk',
  ...more,
});
const customer = (minutes, text, more) => message('customer', minutes, text, more);
const bot = (minutes, text, more) => message('bot', minutes, text, more);
const system = (minutes, type, more = {}) => ({ type, actor: 'bot', at: ago(minutes), ...more });

const order = {
  kind: 'order',
  title: 'Замовлення #W2378156',
  subtitle: 'від 14 листопада',
  status: { label: 'В дорозі', tone: 'info', progress: 0.66 },
  items: [
    { title: 'Клавіатура механічна Keychron K8', detail: 'чорна, українська розкладка', value: '4 299 ₴' },
    { title: 'Термос 750 мл', value: '1 149 ₴' },
  ],
  fields: [
    { label: 'Доставка', value: 'Нова пошта, №12' },
    { label: 'Разом', value: '5 448 ₴' },
  ],
};

export function seed(world, { empty = false } = {}) {
  now = Date.now();
  const workspaces = [{ id: 'demo', name: 'Дім-Зв’язок', role: 'agent' }];
  const oksana = {
    id: 'u1',
    name: 'Оксана Левченко',
    email: 'oksana@example.com',
    password: 'rozmova-demo',
    role: 'agent',
    available: true,
    locale: 'uk',
    workspaces,
  };
  const iryna = {
    id: 'u2',
    name: 'Ірина Мельник',
    email: 'iryna@example.com',
    password: 'rozmova-demo',
    role: 'agent',
    available: true,
    locale: 'uk',
    workspaces,
  };
  if (!empty) {
    resolvedAndQuiet(world, iryna);
    longThread(world, oksana);
    mine(world, oksana);
    others(world, iryna);
    withBot(world);
    queue(world);
    angry(world);
  }
  return [oksana, iryna];
}

/** The star of the page: a cancellation that failed twice, an angry customer, a full packet. */
function angry(world) {
  const action = (minutes, more) =>
    system(minutes, 'action', {
      actor: 'system',
      action: 'cancel_pending_order',
      title: 'Скасувати замовлення',
      effect: 'eff-7',
      args: { order_id: '#W2378156', reason: 'no_longer_needed' },
      ...more,
    });
  const packet = {
    reason: 'action_failed',
    reason_title: 'Дія не вдалася двічі',
    rule: 'action_failed_twice',
    issue: 'Не вдається скасувати замовлення #W2378156, воно вже в дорозі',
    summary:
      'Клієнтка хоче скасувати замовлення **#W2378156** (5 448 ₴), бо воно більше не потрібне. Бот знайшов замовлення й отримав підтвердження, але система двічі відмовила: замовлення вже передано перевізникові. Клієнтка засмучена й чекає на рішення про гроші.',
    flow: { name: 'cancel_order', title: 'Скасувати замовлення', step: 'Підтвердження скасування' },
    slots: [
      {
        name: 'order_id',
        title: 'Номер замовлення',
        value: '#W2378156',
        display: '#W2378156',
        source: 'entity',
        verified: true,
      },
      {
        name: 'reason',
        title: 'Причина',
        value: 'no_longer_needed',
        display: 'Більше не потрібне',
        source: 'button',
        verified: false,
      },
      {
        name: 'order',
        title: 'Замовлення',
        value: { status: 'processed', total: 5448, items: ['Клавіатура', 'Термос'] },
        display: '',
        source: 'action',
        verified: true,
      },
    ],
    actions: [
      {
        effect: 'eff-5',
        action: 'get_order_details',
        title: 'Знайти замовлення',
        status: 'succeeded',
        args: { order_id: '#W2378156' },
        result: { status: 'processed', total: 5448, carrier: 'Нова пошта' },
        at: ago(9).toISOString(),
      },
      {
        effect: 'eff-7',
        action: 'cancel_pending_order',
        title: 'Скасувати замовлення',
        status: 'failed',
        args: { order_id: '#W2378156', reason: 'no_longer_needed' },
        error: 'order_not_pending: замовлення вже передано перевізникові',
        at: ago(7).toISOString(),
      },
    ],
    articles: [{ title: 'Як скасувати замовлення', url: 'https://help.example.com/cancel' }],
    misses: 2,
    lang: 'uk',
    mood: 'angry',
    tickets: [],
    suggested_reply:
      'Пані Олено, перепрошую за незручності. Замовлення вже в дорозі, тому скасувати його не можна, але Ви можете відмовитися від нього у відділенні, і ми повернемо 5 448 ₴ на картку протягом трьох днів.',
    at: ago(6).toISOString(),
  };
  world.add({
    id: 'c-angry',
    contact: {
      name: 'Олена Ковальчук',
      email: 'olena.kovalchuk@example.com',
      phone: '+380 67 123 45 67',
      external_id: 'olena_kovalchuk_1187',
      level: 'verified',
      attributes: { 'Клієнтка з': '2021', Замовлень: 14, Місто: 'Львів' },
    },
    owner: { kind: 'queue' },
    issue: packet.issue,
    reason: 'action_failed',
    rule: 'action_failed',
    priority: 'urgent',
    packet,
    slots: packet.slots,
    actions: packet.actions,
    flow: packet.flow,
    effects: [
      {
        id: 'eff-9',
        conversation: 'c-angry',
        kind: 'call_action',
        action: 'refund_payment',
        state: 'parked',
        attempts: 6,
        last_error: 'timeout',
        created_at: ago(5).toISOString(),
      },
    ],
    events: [
      system(12, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
      system(12, 'pinned', { playbook: 'shop', version: '3' }),
      bot(12, 'Добрий день! Я бот **Дім-Зв’язку**. Чим можу допомогти?', {
        text_key: 'session_start',
        buttons: [
          { id: 'status', title: 'Де моє замовлення?' },
          { id: 'cancel', title: 'Скасувати замовлення' },
          { id: 'person', title: 'Покликати людину' },
        ],
      }),
      customer(11, 'хочу скасувати замовлення W2378156, воно мені більше не потрібне'),
      system(11, 'understood', {
        message: 4,
        commands: [
          {
            kind: 'start',
            flow: 'cancel_order',
            confidence: 0.97,
            source: 'classifier',
            text: 'хочу скасувати замовлення',
          },
          {
            kind: 'set',
            flow: 'cancel_order',
            slot: 'order_id',
            value: '#W2378156',
            confidence: 1,
            source: 'entity',
            text: 'W2378156',
          },
        ],
        dropped: [
          {
            command: {
              kind: 'start',
              flow: 'return_order',
              confidence: 0.21,
              source: 'classifier',
              text: 'не потрібне',
            },
            why: 'low_confidence',
          },
        ],
      }),
      system(11, 'flow_started', { flow: 'cancel_order', title: 'Скасувати замовлення' }),
      system(11, 'slot_set', {
        flow: 'cancel_order',
        slot: 'order_id',
        value: '#W2378156',
        display: '#W2378156',
        source: 'entity',
        verified: true,
      }),
      system(11, 'action', {
        actor: 'system',
        action: 'get_order_details',
        title: 'Знайти замовлення',
        status: 'running',
        effect: 'eff-5',
        args: { order_id: '#W2378156' },
      }),
      system(11, 'action', {
        actor: 'system',
        action: 'get_order_details',
        title: 'Знайти замовлення',
        status: 'succeeded',
        effect: 'eff-5',
        result: { status: 'processed', total: 5448, carrier: 'Нова пошта' },
      }),
      system(11, 'question', { flow: 'cancel_order', slot: 'reason', kind: 'slot', attempt: 1 }),
      bot(11, 'Знайшов. Чому хочете скасувати?', {
        cards: [order],
        buttons: [
          { id: 'r1', title: 'Більше не потрібне' },
          { id: 'r2', title: 'Замовлено помилково' },
        ],
      }),
      customer(10, 'Більше не потрібне', { button: 'r1' }),
      system(10, 'slot_set', {
        flow: 'cancel_order',
        slot: 'reason',
        value: 'no_longer_needed',
        display: 'Більше не потрібне',
        source: 'button',
        verified: false,
      }),
      bot(10, 'Скасувати замовлення **#W2378156** на 5 448 ₴? Гроші повернуться на картку.', {
        buttons: [
          { id: 'yes', title: 'Так, скасувати', style: 'danger' },
          { id: 'no', title: 'Ні, залишити' },
        ],
      }),
      customer(9, 'Так, скасувати', { button: 'yes' }),
      action(9, { status: 'running' }),
      action(8, { status: 'failed', error: 'order_not_pending: замовлення вже передано перевізникові' }),
      bot(8, 'Не вдалося скасувати з першого разу, пробую ще.'),
      customer(7, 'скільки можна!!! ви вже вдруге це пишете. де мої гроші??'),
      system(7, 'understood', {
        message: 19,
        commands: [{ kind: 'none', reason: 'unclear', confidence: 0.3, source: 'classifier' }],
        dropped: [],
      }),
      system(6, 'handoff', { packet }),
      system(6, 'owner', { owner: 'queue', wait_seconds: 120 }),
      bot(6, 'Перепрошую. Кличу людину, відповість приблизно за 2 хвилини.'),
      system(5, 'action', {
        actor: 'system',
        action: 'refund_payment',
        title: 'Повернути кошти',
        status: 'running',
        effect: 'eff-9',
        args: { order_id: '#W2378156' },
      }),
      system(5, 'parked', {
        actor: 'system',
        effect: 'eff-9',
        kind: 'call_action',
        action: 'refund_payment',
        error: 'timeout',
      }),
      customer(4, 'чекаю. якщо за годину не буде відповіді, піду до банку'),
    ],
  });
}

function queue(world) {
  const waiting = [
    [
      'c-en',
      'James Whitaker',
      'Parcel arrived damaged, wants a replacement',
      'complaint',
      'A complaint',
      17,
      'en',
      'high',
      'upset',
    ],
    [
      'c-q2',
      'Андрій',
      'Питає, чи можна змінити адресу доставки',
      'asked',
      'Просить людину',
      2,
      'uk',
      'normal',
      'calm',
    ],
    [
      'c-q3',
      'Вікторія-Олександра Добровольська-Переяславська',
      'Гарантійний ремонт електрохолодильнокомпресорноконденсаторного агрегата, серійний номер SN-2024-000000000000001187',
      'not_understood',
      'Бот не зрозумів',
      26,
      'uk',
      'normal',
      'upset',
    ],
  ];
  for (const [id, name, issue, reason, reasonTitle, minutes, lang, priority, mood] of waiting) {
    const english = lang === 'en';
    const words = english
      ? 'Hi, my order #W9911862 arrived with a cracked screen. This is the second time. I need a replacement, not a refund.'
      : `Добрий день. ${issue}?`;
    const packet = {
      reason,
      reason_title: reasonTitle,
      rule: reason === 'not_understood' ? 'two_misses' : reason === 'complaint' ? 'sensitive' : reason,
      issue,
      summary: english
        ? 'The customer received a damaged tablet (#W9911862) and asks for a replacement. Second damaged parcel this month.'
        : `${issue}. Інших звернень за останній місяць не було.`,
      slots: english
        ? [
            {
              name: 'order_id',
              title: 'Order number',
              value: '#W9911862',
              display: '#W9911862',
              source: 'entity',
              verified: true,
            },
          ]
        : [],
      actions: [],
      articles: [],
      misses: reason === 'not_understood' ? 2 : 0,
      lang,
      mood,
      tickets: [],
      suggested_reply: english
        ? 'Hi James, I am sorry, a second damaged parcel is not acceptable. I am arranging a replacement right now.'
        : undefined,
      at: ago(minutes).toISOString(),
    };
    world.add({
      id,
      contact: {
        name,
        level: english ? 'identified' : 'anonymous',
        ...(english ? { email: 'james.whitaker@example.com', attributes: { Plan: 'Plus' } } : {}),
      },
      owner: { kind: 'queue' },
      lang,
      issue,
      reason,
      rule: reason === 'not_understood' ? 'two_misses' : reason === 'complaint' ? 'sensitive' : reason,
      priority,
      packet,
      slots: packet.slots,
      events: [
        system(minutes + 2, 'started', { channel: 'web', locale: lang, level: 'anonymous' }),
        customer(minutes + 1, words, { lang }),
        system(minutes, 'handoff', { packet }),
        system(minutes, 'owner', { owner: 'queue', wait_seconds: 60 }),
        bot(minutes, english ? 'I am getting a person for you.' : 'Шукаю для Вас вільного фахівця.', {
          lang,
        }),
      ],
    });
  }
}

function mine(world, user) {
  const agent = (minutes, text) => ({
    type: 'message',
    actor: 'agent',
    name: user.name,
    at: ago(minutes),
    text,
  });
  world.add({
    id: 'c-mine',
    contact: {
      name: 'Тарас Шевчук',
      email: 'taras@example.com',
      level: 'identified',
      attributes: { Замовлень: 3 },
    },
    owner: { kind: 'agent', id: user.id, name: user.name },
    issue: 'Повернення навушників, хоче обміняти на інший колір',
    reason: 'asked',
    rule: 'asked',
    events: [
      system(1500, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
      customer(1499, 'Добрий вечір, покличте людину, будь ласка'),
      system(1499, 'understood', {
        message: 2,
        commands: [
          { kind: 'handoff', reason: 'asked', confidence: 1, source: 'pattern', text: 'покличте людину' },
        ],
        dropped: [],
      }),
      system(1498, 'owner', { owner: 'queue', wait_seconds: 60 }),
      { type: 'owner', actor: 'agent', at: ago(1490), owner: 'agent', name: user.name },
      agent(1489, 'Добрий вечір, Тарасе. Слухаю Вас.'),
      customer(
        1485,
        'Купив навушники Sony, хочу обміняти чорні на білі. Коробка ціла, чек є:\n\n- куплено 10 листопада\n- замовлення #W5544018',
      ),
      {
        type: 'note',
        actor: 'agent',
        name: 'Ірина Мельник',
        at: ago(1480),
        text: 'Білі є на складі у **Львові**, 2 шт. Можна резервувати.',
      },
      agent(
        1479,
        'Так, обміняємо. Білі є, зарезервувала одні для Вас: [умови обміну](https://help.example.com/exchange).',
      ),
      { type: 'delivery', actor: 'system', at: ago(1479), message: 9, status: 'delivered' },
      { type: 'read', actor: 'customer', at: ago(1470), reader: 'customer', upto: 9 },
      { type: 'read', actor: 'agent', at: ago(1469), reader: 'agent', upto: 9 },
      customer(3, 'Дякую! А коли можна забрати?'),
      customer(2, 'І чи працюєте в суботу?'),
    ],
  });
}

function others(world, agent) {
  world.add({
    id: 'c-other',
    contact: { name: 'Mariia Hrytsenko', email: 'mariia@example.com', level: 'identified' },
    owner: { kind: 'agent', id: agent.id, name: agent.name },
    issue: 'Рахунок-фактура для ФОП',
    reason: 'asked',
    rule: 'asked',
    events: [
      system(40, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
      customer(39, 'Потрібен рахунок-фактура за жовтень'),
      { type: 'owner', actor: 'agent', at: ago(35), owner: 'agent', name: agent.name },
      { type: 'message', actor: 'agent', name: agent.name, at: ago(34), text: 'Зараз підготую, Маріє.' },
    ],
  });
}

function withBot(world) {
  world.add({
    id: 'c-bot',
    contact: { name: 'Назар Петренко', level: 'identified', phone: '+380 50 765 43 21' },
    issue: 'Де моє замовлення?',
    flow: { name: 'order_status', title: 'Стан замовлення', step: 'Показати стан' },
    slots: [
      {
        name: 'order_id',
        title: 'Номер замовлення',
        value: '#W2378156',
        display: '#W2378156',
        source: 'entity',
        verified: true,
      },
    ],
    actions: [
      {
        effect: 'eff-b',
        action: 'get_order_details',
        title: 'Знайти замовлення',
        status: 'succeeded',
        args: { order_id: '#W2378156' },
        result: { status: 'delivered' },
        at: ago(1).toISOString(),
      },
    ],
    events: [
      system(2, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
      customer(2, 'де моє замовлення?'),
      system(2, 'understood', {
        message: 2,
        commands: [
          {
            kind: 'start',
            flow: 'order_status',
            confidence: 0.99,
            source: 'classifier',
            text: 'де моє замовлення',
          },
        ],
        dropped: [],
      }),
      system(2, 'flow_started', { flow: 'order_status', title: 'Стан замовлення' }),
      system(2, 'question', { flow: 'order_status', slot: 'order_id', kind: 'slot', attempt: 1 }),
      bot(2, 'Підкажіть номер замовлення, він починається з #W.'),
      customer(1, '#W2378156'),
      system(1, 'slot_set', {
        flow: 'order_status',
        slot: 'order_id',
        value: '#W2378156',
        display: '#W2378156',
        source: 'entity',
        verified: true,
      }),
      system(1, 'action', {
        actor: 'system',
        action: 'get_order_details',
        title: 'Знайти замовлення',
        status: 'succeeded',
        effect: 'eff-b',
        args: { order_id: '#W2378156' },
        result: { status: 'delivered' },
      }),
      bot(1, 'Ваше замовлення вже їде до Вас.', {
        cards: [order],
        citations: [{ title: 'Строки доставки', url: 'https://help.example.com/delivery', article_id: 'a1' }],
      }),
      system(1, 'flow_ended', { flow: 'order_status', title: 'Стан замовлення', outcome: 'resolved' }),
    ],
  });
  const names = [
    'Софія',
    'Максим Іваненко',
    'Ганна Бондар',
    'Юрій Ткаченко',
    'Emily Chen',
    'Богдан',
    'Катерина Мороз',
    'Лев Гнатюк',
  ];
  const issues = [
    'Стан замовлення',
    'Повернення товару',
    'Чи є в наявності',
    'Графік роботи',
    'Order status',
    'Оплата частинами',
  ];
  for (let i = 0; i < 140; i++) {
    const minutes = 5 + i * 9;
    world.add({
      id: `c-b${i}`,
      contact: { name: i % 11 === 5 ? '' : names[i % names.length] },
      lang: i % 6 === 4 ? 'en' : 'uk',
      issue: issues[i % issues.length],
      events: [
        system(minutes + 1, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
        customer(minutes, `${issues[i % issues.length]}?`),
        bot(minutes - 1, 'Зараз перевірю.'),
      ],
    });
  }
}

function resolvedAndQuiet(world, agent) {
  for (let i = 0; i < 8; i++) {
    const minutes = 200 + i * 700;
    world.add({
      id: `c-r${i}`,
      contact: { name: ['Роман', 'Дарина Кравець', 'Степан Олійник', 'Віра'][i % 4] },
      owner: { kind: 'nobody' },
      status: 'resolved',
      issue: ['Повернення коштів', 'Зміна адреси', 'Гарантія', 'Скасування'][i % 4],
      events: [
        system(minutes + 9, 'started', { channel: 'web', locale: 'uk', level: 'anonymous' }),
        customer(minutes + 8, 'Дякую, все вирішено.'),
        { type: 'message', actor: 'agent', name: agent.name, at: ago(minutes + 5), text: 'Гарного дня!' },
        { type: 'resolved', actor: 'agent', name: agent.name, at: ago(minutes), outcome: 'resolved' },
      ],
    });
  }
}
