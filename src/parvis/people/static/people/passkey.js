// Passkeys: asks the browser for one, puts its answer in the form, sends the form. The page says what is asked for:
// data-passkey is "create" or "get"; data-options names the element that holds the options, or the address that gives them.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const options = async (form) => {
    const where = form.dataset.options;
    if (!where.startsWith("/")) return Object.values(JSON.parse(document.getElementById(where).textContent))[0].publicKey;
    const answer = await fetch(where, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options.publicKey;
  };

  const created = async (asked, alone) => {
    const choice = { ...asked.authenticatorSelection };
    choice.residentKey = alone ? "required" : "discouraged";
    choice.requireResidentKey = alone;
    if (alone) choice.userVerification = "required";
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        authenticatorSelection: choice,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: known(asked.excludeCredentials),
      },
    });
    return {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
      of: made,
    };
  };

  const shown = async (asked) => {
    const given = await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) },
    });
    const said = given.response;
    return {
      clientDataJSON: text(said.clientDataJSON),
      authenticatorData: text(said.authenticatorData),
      signature: text(said.signature),
      userHandle: said.userHandle ? text(said.userHandle) : null,
      of: given,
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const refusal = form.querySelector("[data-refusal]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      refusal.hidden = true;
      try {
        const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
        const asked = await options(form);
        const { of, ...response } = form.dataset.passkey === "create" ? await created(asked, alone) : await shown(asked);
        form.elements.credential.value = JSON.stringify({
          type: of.type,
          id: of.id,
          rawId: text(of.rawId),
          authenticatorAttachment: of.authenticatorAttachment || null,
          response,
          clientExtensionResults: of.getClientExtensionResults(),
        });
        form.submit();
      } catch {
        refusal.hidden = false;
      }
    });
  }
})();
