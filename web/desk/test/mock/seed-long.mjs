/** Five hundred messages over nine days, with one word that no line can hold. */
export function longThread(world, user) {
  const start = Date.now() - 9 * 86_400_000;
  const lines = [
    'Добрий день, продовжую щодо холодильника.',
    'Майстер ще не телефонував.',
    'Передала Ваше прохання до сервісного центру.',
    'А коли орієнтовно чекати?',
    'Зазвичай це два-три робочі дні, але деталь їде з Варшави.',
    'Зрозуміло, дякую.',
    'Рентгеноелектрокардіографічновисокочастотнотермостабілізованийперетворювач-000000000000000000000000000000000000-SN',
    'Є новини? https://status.example.com/service/requests/2024/11/000000000000000000000000000000000000000000001187?source=chat',
  ];
  const events = [
    { type: 'started', actor: 'bot', at: new Date(start), channel: 'web', locale: 'uk', level: 'anonymous' },
  ];
  events.push({
    type: 'owner',
    actor: 'agent',
    at: new Date(start + 60_000),
    owner: 'agent',
    name: user.name,
  });
  for (let i = 0; i < 500; i++) {
    const at = new Date(start + (i / 500) * 8.9 * 86_400_000);
    const mine = i % 5 === 2 || i % 5 === 4;
    events.push({
      type: 'message',
      at,
      text: `${lines[i % lines.length]} (${i + 1})`,
      ...(mine ? { actor: 'agent', name: user.name } : { actor: 'customer', lang: 'uk' }),
    });
  }
  events.push({ type: 'read', actor: 'agent', at: new Date(), reader: 'agent', upto: events.length });
  events.push({
    type: 'message',
    actor: 'agent',
    name: user.name,
    at: new Date(),
    text: 'Деталь уже у Львові, майстер зателефонує завтра.',
  });
  world.add({
    id: 'c-long',
    contact: {
      name: 'Олександр Нечуй-Левицький',
      level: 'verified',
      email: 'o.nechui-levytskyi.very.long.address@subdomain.example.com',
    },
    owner: { kind: 'agent', id: user.id, name: user.name },
    issue: 'Ремонт холодильника, чекає на деталь',
    reason: 'flow',
    rule: 'flow',
    events,
  });
}
