/** Times as people read them. Pure: the caller says what now is and in which language. */
import type { Locale } from '@rozmova/shared/api';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'uk', options)));
  return found;
}

export function timeOfDay(at: string, locale: Locale): string {
  return format(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

export function fullTime(at: string, locale: Locale): string {
  return format(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

export function mediumTime(at: string, locale: Locale): string {
  return format(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  );
}

export function dayKey(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** How many midnights lie between then and now: 0 today, 1 yesterday. */
export function daysAgo(at: string, now: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(Date.parse(at))) / 86_400_000);
}

export function dayName(at: string, now: number, locale: Locale): string {
  const days = daysAgo(at, now);
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at));
}

/** For a row of the inbox: 14:02 today, «пн» this week, 12.03 earlier, with the year before that. */
export function shortTime(at: string, now: number, locale: Locale): string {
  const days = daysAgo(at, now);
  if (days <= 0) return timeOfDay(at, locale);
  if (days < 7) return format(locale, { weekday: 'short' }).format(new Date(at));
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(locale, sameYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' }).format(
    new Date(at),
  );
}

/** A wait that is still running, in whole units; seconds matter only while it is young. */
export function waited(since: string, now: number) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const minutes = Math.floor(seconds / 60);
  return {
    seconds: seconds % 60,
    minutes,
    hours: Math.floor(minutes / 60),
    days: Math.floor(minutes / 1440),
  };
}

/** From when a wait deserves a colour. One place, so that the whole desk agrees. */
export function urgency(minutes: number): 'calm' | 'soon' | 'late' {
  return minutes >= 15 ? 'late' : minutes >= 5 ? 'soon' : 'calm';
}
