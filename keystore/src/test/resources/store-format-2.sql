CREATE TABLE public.claviger_format (
    version integer NOT NULL
);
CREATE TABLE public.claviger_key (
    store bigint NOT NULL,
    generation bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE public.claviger_row (
    scope bigint NOT NULL,
    kind smallint NOT NULL,
    epoch bigint NOT NULL,
    idx integer NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE public.claviger_scope (
    id bigint NOT NULL,
    store bigint NOT NULL,
    kind smallint NOT NULL,
    name bytea NOT NULL,
    generation bigint NOT NULL,
    header bytea NOT NULL
);
ALTER TABLE public.claviger_scope ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.claviger_scope_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.claviger_store (
    id bigint NOT NULL,
    client text NOT NULL,
    name bytea NOT NULL,
    guard bytea
);
ALTER TABLE public.claviger_store ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.claviger_store_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.claviger_format VALUES (2);
INSERT INTO public.claviger_key VALUES (1, 1, '\xbdf857f1af3c22a76d6bbee851078a6a7b2fcc001daaf037c2e7432eb46d6c190d689de521ade8700a768d8a90a20851092a58e371fa435b2337ba49');
INSERT INTO public.claviger_row VALUES (1, 3, -1, 7, '\xf8c7296645500d1ada033f495ea09261f99da8c39063b50940f556add61d810126292987fd3307e77c52b5bc3b55e0d5ee549a2738893815e8');
INSERT INTO public.claviger_scope OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '\x6b6570742073696e636520666f726d61742031', 1, '\x0b9ecdd04b5f8a8668a1c9410de6e602bea8460c56bf7b366d66d23bfee102812126e14464e4b3d4723354550cc8d7c37fd5e27d816c42e91fba7f61ec0373bf246161a198e71b9f067abf7c9a62f86bfea1eddcf2f7e0992e7002d050a6c725d812c91b3a7376a7d01de5b714a9504ff32ef8dd4e17aabe');
INSERT INTO public.claviger_store OVERRIDING SYSTEM VALUE VALUES (1, 'test', '\x801bb8247faa9e39b252f2b9ab0ca913', NULL);
SELECT pg_catalog.setval('public.claviger_scope_id_seq', 1, true);
SELECT pg_catalog.setval('public.claviger_store_id_seq', 1, true);
ALTER TABLE ONLY public.claviger_key
    ADD CONSTRAINT claviger_key_pkey PRIMARY KEY (store, generation);
ALTER TABLE ONLY public.claviger_row
    ADD CONSTRAINT claviger_row_pkey PRIMARY KEY (scope, kind, epoch, idx);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_store_kind_name_key UNIQUE (store, kind, name);
ALTER TABLE ONLY public.claviger_store
    ADD CONSTRAINT claviger_store_client_key UNIQUE (client);
ALTER TABLE ONLY public.claviger_store
    ADD CONSTRAINT claviger_store_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_store_generation_fkey FOREIGN KEY (store, generation) REFERENCES public.claviger_key(store, generation);
