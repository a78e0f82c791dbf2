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
    name bytea NOT NULL
);
ALTER TABLE public.claviger_store ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.claviger_store_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.claviger_format VALUES (1);
INSERT INTO public.claviger_key VALUES (1, 1, '\x9ddef7675fc031348d7718199db859913fdfe6cc5c1fe94287bbe7ac7ee1d07edaaeebdbe73d9ac1e37b77ae4b3c442562838dd0f5db47a0624007a9');
INSERT INTO public.claviger_row VALUES (1, 3, -1, 7, '\x1d9828a146ed359e867e2d9de5117a8e108f660d28569fa4ddef56b14e2fb44a567335fd7faaa3987979d49eca1301a09650a8fb27c53b5c08');
INSERT INTO public.claviger_scope OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '\x6b6570742073696e636520666f726d61742031', 1, '\x22fd8acc6e2488d62fffa4af828a4f253e8bb8a3be1f519f6d41583a4fd4f52ea4affa7be4c1166b592dad279e1068d0674b521ad0c6f568649b0000286be7c9a89099d5553b43fe8cfba17361a6f2b51f895293c3d5681c1f4dd26b29aa1af5fc2d22f08ce972341994c9d43b446c51');
INSERT INTO public.claviger_store OVERRIDING SYSTEM VALUE VALUES (1, 'test', '\x2d8a33239942c0e4f68389fe00ec2ffe');
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
