/** A stretch of a template's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `order.customer.name`: a variable and what is looked up behind it, part by part. */
export interface Path extends Stretch {
  readonly kind: "path";
  readonly parts: readonly (Stretch & { readonly name: string })[];
}

export type Operand =
  | Path
  | (Stretch & { readonly kind: "text"; readonly text: string })
  | (Stretch & { readonly kind: "truth"; readonly value: boolean });

/** `order.customer|default:other`: what is looked up, and the filters behind it. */
export interface Filtered extends Stretch {
  /** Absent for numbers and what else names nothing. */
  readonly base: Operand | undefined;
  readonly filters: readonly Filter[];
}

export interface Filter extends Stretch {
  readonly name: string;
  readonly argument?: Operand;
}

export interface Binding {
  readonly name: string;
  readonly value: Filtered;
}

/** What a template does, in its order: https://docs.djangoproject.com/en/6.0/ref/templates/builtins/ */
export type TemplateNode =
  | { readonly kind: "output"; readonly value: Filtered }
  | {
      readonly kind: "for";
      readonly targets: readonly string[];
      readonly iterable: Filtered;
      readonly body: readonly TemplateNode[];
      readonly empty: readonly TemplateNode[];
    }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | { readonly kind: "with"; readonly bindings: readonly Binding[]; readonly body: readonly TemplateNode[] }
  | {
      readonly kind: "include";
      readonly template: Filtered;
      readonly bindings: readonly Binding[];
      /** Whether the template is given nothing but what is bound here. */
      readonly only: boolean;
    }
  | { readonly kind: "extends"; readonly template: Filtered }
  | { readonly kind: "block"; readonly name: string; readonly body: readonly TemplateNode[] }
  | { readonly kind: "load"; readonly libraries: readonly string[] }
  | {
      readonly kind: "tag";
      readonly name: string;
      readonly place: Stretch;
      readonly args: readonly Filtered[];
      readonly named: readonly Binding[];
      /** `as name` at its end. */
      readonly target?: string;
    };

/** One branch of `{% if %}`, with all that its test looks up; none for `{% else %}`. */
export interface Branch {
  readonly tests: readonly Filtered[];
  /** Whether it is the one thing that is tested, and that as it is. */
  readonly isPlain: boolean;
  readonly body: readonly TemplateNode[];
}
