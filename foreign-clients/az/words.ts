// The words of a command that is written as a template: split at the template's own spaces, never inside a value.

export function words(template: TemplateStringsArray, values: readonly string[]): readonly string[] {
  const found: string[] = [];
  let open = false;
  template.forEach((text, index) => {
    for (const [position, word] of text.split(/\s+/).entries()) {
      if (position > 0) open = false;
      if (word === '') continue;
      if (open) found.push(`${found.pop() ?? ''}${word}`);
      else found.push(word);
      open = true;
    }
    const value = values[index];
    if (value === undefined) return;
    if (open) found.push(`${found.pop() ?? ''}${value}`);
    else found.push(value);
    open = true;
  });
  return found;
}
