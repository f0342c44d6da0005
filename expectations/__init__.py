"""Quality gates and identities: what must hold before anything is promoted or published."""
