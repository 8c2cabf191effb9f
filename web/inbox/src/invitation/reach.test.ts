import { describe, expect, it } from "vitest";
import { dialled, mailHref, reached, smsHref } from "./reach.ts";

describe("how somebody is reached", () => {
  it("[S21] is a number or an address, as it was typed", () => {
    expect(reached(" 030 5550 7788 ")).toEqual({ phone: "030 5550 7788", email: "" });
    expect(reached("i.albrecht@example.org")).toEqual({ phone: "", email: "i.albrecht@example.org" });
    expect(reached("")).toEqual({ phone: "", email: "" });
  });

  it("[S21] opens the person's own programs, and nothing in the link can add to that", () => {
    const body = "Hier: https://x.example/b#key=A&i=B";
    expect(mailHref("a@b.example?bcc=c@d.example", "Gruß & mehr", body)).toBe(
      "mailto:a@b.example%3Fbcc%3Dc%40d.example?subject=Gru%C3%9F%20%26%20mehr&body=Hier%3A%20https%3A%2F%2Fx.example%2Fb%23key%3DA%26i%3DB",
    );
    expect(smsHref("+49 (0)30 5550", body)).toBe(
      "sms:+49305550?body=Hier%3A%20https%3A%2F%2Fx.example%2Fb%23key%3DA%26i%3DB",
    );
    expect(dialled("030/55 50")).toBe("0305550");
  });
});
