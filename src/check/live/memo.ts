/** Answers by name, each of which is asked for once. */
export class Memo<T> {
  private readonly answers = new Map<string, Promise<T>>();

  public get(name: string, ask: () => Promise<T>): Promise<T> {
    let answer = this.answers.get(name);
    if (!answer) {
      answer = ask();
      this.answers.set(name, answer);
    }
    return answer;
  }
}
