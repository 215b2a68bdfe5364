// What a customer does on the shop's page.

export class Customer {
  constructor(page, base, lang) {
    Object.assign(this, { page, base, lang });
  }

  async open(path = this.lang === 'uk' ? '/' : '/en/') {
    await this.page.goto(this.base + path);
    await this.page.getByTestId('launcher').first().click();
    await this.page.getByTestId('composer').waitFor();
    await this.page.getByTestId('message').first().waitFor();
  }

  async say(text) {
    const before = await this.count();
    await this.page.getByTestId('composer').fill(text);
    await this.page.getByTestId('composer').press('Enter');
    await this.page.getByTestId('message').nth(before).waitFor();
  }

  count() {
    return this.page.getByTestId('message').count();
  }

  /** Says something, and waits for one more message that holds the text than there was. */
  async hearsAfter(said, text) {
    const with_ = this.page.getByTestId('message').filter({ hasText: text });
    const before = await with_.count();
    await this.say(said);
    await with_
      .nth(before)
      .waitFor()
      .catch(async () => {
        throw new Error(`not said again: ${text}\n\n${(await this.texts()).slice(-5).join('\n---\n')}`);
      });
  }

  /** Waits for a message that holds the text. */
  async hears(text) {
    await this.page
      .getByTestId('message')
      .filter({ hasText: text })
      .last()
      .waitFor()
      .catch(async () => {
        throw new Error(`not said: ${text}\n\n${(await this.texts()).slice(-5).join('\n---\n')}`);
      });
  }

  async sees(testId, text) {
    await this.page.getByTestId(testId).filter({ hasText: text }).last().waitFor();
  }

  async press(title) {
    await this.page.getByTestId('chip').filter({ hasText: title }).last().click();
  }

  texts() {
    return this.page.getByTestId('message').allInnerTexts();
  }
}
