// What an agent does at the desk.
import { agents, password } from './server.mjs';

export class Desk {
  constructor(page, base, lang) {
    Object.assign(this, { page, base, lang });
  }

  async signIn(who = agents[this.lang].email) {
    await this.page.goto(`${this.base}/desk/`);
    await this.page.getByTestId('login-email').fill(who);
    await this.page.getByTestId('login-password').fill(password);
    await this.page.getByTestId('login-submit').click();
    await this.page.getByTestId('account').waitFor();
  }

  async openFromQueue(name) {
    await this.page.getByTestId('view-unassigned').first().click();
    await this.page.getByTestId('inbox-row').filter({ hasText: name }).first().click();
    await this.page.getByTestId('thread').waitFor();
  }

  async takeOver() {
    await this.page.getByTestId('take-over').first().click();
    await this.page.getByTestId('return').waitFor();
  }

  async reply(text) {
    await this.page.getByTestId('reply-tab').click();
    await this.page.getByTestId('composer').fill(text);
    await this.page.getByTestId('send').click();
    await this.sees('message', text);
  }

  async note(text) {
    await this.page.getByTestId('note-tab').click();
    await this.page.getByTestId('composer').fill(text);
    await this.page.getByTestId('send').click();
    await this.sees('note', text);
  }

  async returnToBot(note, tell) {
    await this.page.getByTestId('return').click();
    await this.page.getByTestId('return-note').fill(note);
    await this.page.getByTestId('return-tell').fill(tell);
    await this.page.getByTestId('return-confirm').click();
    await this.page.getByTestId('take-over').first().waitFor();
  }

  async resolve() {
    await this.page.getByTestId('resolve').first().click();
    await this.page.getByTestId('resolve-confirm').click();
    await this.page.getByTestId('reopen').waitFor();
  }

  async sees(testId, text) {
    await this.page.getByTestId(testId).filter({ hasText: text }).last().waitFor();
  }
}
